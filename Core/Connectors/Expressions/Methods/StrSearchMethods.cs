using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Methods;

/// <summary>Finding, counting, stripping.</summary>
internal static class StrSearchMethods
{
    public static MethodTable Table { get; } = new MethodTable()
        .Add("strip", "/chars?", (self, a, _) => new StrValue(Strip(StrMethods.Of(self), a[0].TextOrNone(), true, true)))
        .Add("lstrip", "/chars?", (self, a, _) => new StrValue(Strip(StrMethods.Of(self), a[0].TextOrNone(), true, false)))
        .Add("rstrip", "/chars?", (self, a, _) => new StrValue(Strip(StrMethods.Of(self), a[0].TextOrNone(), false, true)))
        .Add("startswith", "/prefix /start? /end?", (self, a, _) => BoolValue.Of(Affix(Window(self, a), a[0]!, (text, affix) => text.StartsWith(affix, StringComparison.Ordinal))))
        .Add("endswith", "/suffix /start? /end?", (self, a, _) => BoolValue.Of(Affix(Window(self, a), a[0]!, (text, affix) => text.EndsWith(affix, StringComparison.Ordinal))))
        .Add("find", "/sub /start? /end?", (self, a, _) => IntValue.Of(Find(self, a, last: false)))
        .Add("rfind", "/sub /start? /end?", (self, a, _) => IntValue.Of(Find(self, a, last: true)))
        .Add("index", "/sub /start? /end?", (self, a, _) => IntValue.Of(Found(Find(self, a, last: false))))
        .Add("rindex", "/sub /start? /end?", (self, a, _) => IntValue.Of(Found(Find(self, a, last: true))))
        .Add("count", "/sub /start? /end?", (self, a, _) => IntValue.Of(Count(Window(self, a).Text, a[0]!.Text())));

    public static string Strip(string text, string? characters, bool left, bool right)
    {
        if (characters is null) return left && right ? text.Trim() : left ? text.TrimStart() : text.TrimEnd();
        if (characters.Length == 0) return text;
        var set = characters.ToCharArray();
        return left && right ? text.Trim(set) : left ? text.TrimStart(set) : text.TrimEnd(set);
    }

    private static int Found(int index) => index >= 0 ? index : throw Faults.Value("substring not found");

    private static (string Text, int Start) Window(Value self, Value?[] a)
    {
        var text = StrMethods.Of(self);
        if (a[1] is null or NoneValue && a[2] is null or NoneValue) return (text, 0);
        var length = CodePoints.Count(text);
        var start = Bound(a[1], 0, length);
        var end = Bound(a[2], length, length);
        return start > length || start > end ? ("", -1) : (CodePoints.Slice(text, start, Math.Max(0, end - start)), start);
    }

    private static int Bound(Value? bound, int otherwise, int length)
    {
        if (bound is null or NoneValue) return otherwise;
        var index = bound.Index();
        return index < 0 ? Math.Max(0, index + length) : otherwise == length ? Math.Min(index, length) : index;
    }

    private static bool Affix((string Text, int Start) window, Value affix, Func<string, string, bool> test) => affix switch
    {
        StrValue text => window.Start >= 0 && test(window.Text, text.Text),
        TupleValue several => several.Items.Any(item => window.Start >= 0 && test(window.Text, item.Text())),
        UndefinedValue undefined => throw Faults.Type($"arg must be str or a tuple of str, not {undefined.TypeName}"),
        _ => throw Faults.Type($"arg must be str or a tuple of str, not {affix.TypeName}"),
    };

    private static int Find(Value self, Value?[] a, bool last)
    {
        var (text, start) = Window(self, a);
        if (start < 0) return -1;
        var part = a[0] is StrValue wanted ? wanted.Text : throw Faults.Type($"must be str, not {a[0]!.TypeName}");
        var at = last ? part.Length == 0 ? text.Length : text.LastIndexOf(part, StringComparison.Ordinal) : text.IndexOf(part, StringComparison.Ordinal);
        return at < 0 ? -1 : CodePoints.FromChars(text, at) + start;
    }

    private static int Count(string text, string part)
    {
        if (part.Length == 0) return CodePoints.Count(text) + 1;
        var count = 0;
        for (var at = 0; (at = text.IndexOf(part, at, StringComparison.Ordinal)) >= 0; at += part.Length) count++;
        return count;
    }
}
