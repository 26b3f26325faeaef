using System.Text;
using Supertrack.Core.Connectors.Expressions.Formatting;
using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Methods;

/// <summary>Methods of Python's str.</summary>
internal static class StrMethods
{
    public static MethodTable Table { get; } = new MethodTable()
        .AddAll(StrCaseMethods.Table)
        .AddAll(StrSplitMethods.Table)
        .AddAll(StrSearchMethods.Table)
        .AddAll(StrPaddingMethods.Table)
        .AddRaw("format", (self, arguments, evaluation) => new StrValue(StrFormat.Apply(Of(self), arguments, evaluation)))
        .Add("format_map", "/mapping", (self, a, evaluation) => new StrValue(StrFormat.Apply(Of(self), new Arguments([], []), evaluation, a[0])))
        .Add("join", "/iterable", Join)
        .Add("replace", "/old /new /count?", Replace)
        .Add("encode", "encoding? errors?", Encode)
        .Add("translate", "/table", Translate)
        .Add("removeprefix", "/prefix", (self, a, _) => new StrValue(Of(self).StartsWith(a[0]!.Text(), StringComparison.Ordinal) ? Of(self)[a[0]!.Text().Length..] : Of(self)))
        .Add("removesuffix", "/suffix", (self, a, _) => new StrValue(
            a[0]!.Text().Length > 0 && Of(self).EndsWith(a[0]!.Text(), StringComparison.Ordinal) ? Of(self)[..^a[0]!.Text().Length] : Of(self)));

    public static string Of(Value self) => ((StrValue)self).Text;

    /// <summary>Replaces at most count times; an empty old text stands between all characters.</summary>
    public static string Replace(string text, string old, string with, int count, Budget budget)
    {
        if (count == 0) return text;
        var result = new StringBuilder();
        var at = 0;
        for (var done = 0; count < 0 || done < count; done++)
        {
            var next = old.Length == 0 ? (done == 0 ? 0 : at + 1) : text.IndexOf(old, at, StringComparison.Ordinal);
            if (next < 0 || next > text.Length) break;
            budget.Claim(next - at + with.Length);
            result.Append(text, at, next - at).Append(with);
            at = next + old.Length;
        }
        budget.Claim(text.Length - at);
        return result.Append(text, at, text.Length - at).ToString();
    }

    private static StrValue Replace(Value self, Value?[] a, Evaluation evaluation) =>
        new(Replace(Of(self), a[0]!.Text(), a[1]!.Text(), a[2].IndexOr(-1), evaluation.Budget));

    private static StrValue Join(Value self, Value?[] a, Evaluation evaluation)
    {
        if (a[0]!.Iterate() is null) throw Faults.Type("can only join an iterable");
        var text = new TextBuffer(evaluation.Budget);
        var index = 0;
        foreach (var item in evaluation.ToList(a[0]!))
        {
            if (item is not StrValue part) throw Faults.Type($"sequence item {index}: expected str instance, {item.TypeName} found");
            if (index++ > 0) text.Append(Of(self));
            text.Append(part.Text);
        }
        return new StrValue(text.ToString());
    }

    private static BytesValue Encode(Value self, Value?[] a, Evaluation evaluation)
    {
        var name = (a[0].TextOrNone() ?? "utf-8").ToLowerInvariant().Replace('_', '-');
        var text = Of(self);
        if (name is "utf-8" or "utf8") return new BytesValue(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)));
        var limit = name switch { "ascii" or "us-ascii" => 127, "latin-1" or "latin1" or "iso-8859-1" => 255, _ => throw new ExpressionException("LookupError", $"unknown encoding: {name}") };
        return text.All(c => c <= limit) ? new BytesValue(text) : throw new ExpressionException("UnicodeEncodeError", $"'{name}' codec can't encode the text");
    }

    private static StrValue Translate(Value self, Value?[] a, Evaluation evaluation)
    {
        var text = new TextBuffer(evaluation.Budget);
        foreach (var point in CodePoints.Split(Of(self)))
        {
            var c = point.AsText!;
            var mapped = a[0]!.Item(IntValue.Of(char.ConvertToUtf32(c, 0)));
            text.Append(mapped switch { null => c, NoneValue => "", StrValue to => to.Text, IntValue { Big: null } code => char.ConvertFromUtf32((int)code.Small), _ => throw Faults.Type("character mapping must return integer, None or str") });
        }
        return new StrValue(text.ToString());
    }
}
