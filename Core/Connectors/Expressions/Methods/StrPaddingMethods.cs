using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Methods;

/// <summary>Padding to a width.</summary>
internal static class StrPaddingMethods
{
    public static MethodTable Table { get; } = new MethodTable()
        .Add("ljust", "/width /fillchar?", (self, a, e) => Pad(self, a, e, missing => (0, missing)))
        .Add("rjust", "/width /fillchar?", (self, a, e) => Pad(self, a, e, missing => (missing, 0)))
        .Add("center", "/width /fillchar?", (self, a, e) => new StrValue(Center(StrMethods.Of(self), a[0]!.Index(), Fill(a[1]), e.Budget)))
        .Add("zfill", "/width", ZeroFill)
        .Add("expandtabs", "tabsize?", ExpandTabs);

    public static string Center(string text, int width, string fill, Budget budget)
    {
        var missing = Math.Max(0, width - CodePoints.Count(text));
        budget.Claim((long)missing + text.Length);
        var left = (missing / 2) + (missing & width & 1);
        return Repeat(fill, left) + text + Repeat(fill, missing - left);
    }

    private static string Repeat(string fill, int count) => string.Concat(Enumerable.Repeat(fill, count));

    private static StrValue Pad(Value self, Value?[] a, Evaluation evaluation, Func<int, (int Left, int Right)> split)
    {
        var text = StrMethods.Of(self);
        var missing = Math.Max(0, a[0]!.Index() - CodePoints.Count(text));
        evaluation.Budget.Claim((long)missing + text.Length);
        var (left, right) = split(missing);
        return new StrValue(Repeat(Fill(a[1]), left) + text + Repeat(Fill(a[1]), right));
    }

    private static string Fill(Value? fill)
    {
        if (fill is null) return " ";
        var text = fill.Text();
        return CodePoints.Count(text) == 1 ? text : throw Faults.Type("The fill character must be exactly one character long");
    }

    private static StrValue ZeroFill(Value self, Value?[] a, Evaluation evaluation)
    {
        var text = StrMethods.Of(self);
        var missing = Math.Max(0, a[0]!.Index() - CodePoints.Count(text));
        evaluation.Budget.Claim((long)missing + text.Length);
        var sign = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        return new StrValue(text[..sign] + new string('0', missing) + text[sign..]);
    }

    private static StrValue ExpandTabs(Value self, Value?[] a, Evaluation evaluation)
    {
        var size = a[0].IndexOr(8);
        var text = new TextBuffer(evaluation.Budget);
        var column = 0;
        foreach (var c in StrMethods.Of(self))
        {
            if (c == '\t')
            {
                var blanks = size > 0 ? size - (column % size) : 0;
                evaluation.Budget.Claim(blanks);
                text.Append(new string(' ', blanks));
                column += blanks;
                continue;
            }
            text.Append(c);
            column = c is '\n' or '\r' ? 0 : column + 1;
        }
        return new StrValue(text.ToString());
    }
}
