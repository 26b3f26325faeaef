using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Methods;

/// <summary>Splitting and partitioning.</summary>
internal static class StrSplitMethods
{
    private static readonly System.Buffers.SearchValues<char> LineBreaks = System.Buffers.SearchValues.Create("\n\r\v\f\u001c\u001d\u001e\u0085\u2028\u2029");

    public static MethodTable Table { get; } = new MethodTable()
        .Add("split", "sep? maxsplit?", (self, a, e) => Split(StrMethods.Of(self), a[0].TextOrNone(), a[1].IndexOr(-1), fromRight: false, e))
        .Add("rsplit", "sep? maxsplit?", (self, a, e) => Split(StrMethods.Of(self), a[0].TextOrNone(), a[1].IndexOr(-1), fromRight: true, e))
        .Add("splitlines", "keepends?", (self, a, _) => new ListValue(Lines(StrMethods.Of(self), a[0].FlagOr(false)).Select(From)))
        .Add("partition", "/sep", (self, a, _) => Partition(StrMethods.Of(self), a[0]!.Text(), last: false))
        .Add("rpartition", "/sep", (self, a, _) => Partition(StrMethods.Of(self), a[0]!.Text(), last: true));

    public static IEnumerable<string> Lines(string text, bool keepEnds = false)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.AsSpan(start).IndexOfAny(LineBreaks);
            if (end < 0)
            {
                yield return text[start..];
                yield break;
            }
            end += start;
            var next = text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1;
            yield return text[start..(keepEnds ? next : end)];
            start = next;
        }
    }

    private static StrValue From(string text) => new(text);

    private static ListValue Split(string text, string? separator, int max, bool fromRight, Evaluation evaluation)
    {
        if (separator is { Length: 0 }) throw Faults.Value("empty separator");
        evaluation.Budget.Claim(text.Length);
        var parts = separator is null ? Blank(text, max, fromRight) : fromRight ? FromRight(text, separator, max) : FromLeft(text, separator, max);
        evaluation.Budget.Step(parts.Count);
        return new ListValue(parts.Select(From));
    }

    private static List<string> FromLeft(string text, string separator, int max)
    {
        var parts = new List<string>();
        var at = 0;
        for (int next; (max < 0 || parts.Count < max) && (next = text.IndexOf(separator, at, StringComparison.Ordinal)) >= 0; at = next + separator.Length)
            parts.Add(text[at..next]);
        parts.Add(text[at..]);
        return parts;
    }

    private static List<string> FromRight(string text, string separator, int max)
    {
        var parts = new List<string>();
        var end = text.Length;
        while (max < 0 || parts.Count < max)
        {
            var next = text.AsSpan(0, end).LastIndexOf(separator);
            if (next < 0) break;
            parts.Add(text[(next + separator.Length)..end]);
            end = next;
        }
        parts.Add(text[..end]);
        parts.Reverse();
        return parts;
    }

    private static List<string> Blank(string text, int max, bool fromRight)
    {
        var parts = new List<string>();
        var rest = max < 0 ? text.Trim() : fromRight ? text.TrimEnd() : text.TrimStart();
        while (rest.Length > 0 && (max < 0 || parts.Count < max))
        {
            var cut = fromRight ? LastBlank(rest) : FirstBlank(rest);
            if (cut < 0) break;
            parts.Add(fromRight ? rest[(cut + 1)..] : rest[..cut]);
            rest = fromRight ? rest[..cut].TrimEnd() : rest[cut..].TrimStart();
        }
        if (rest.Length > 0) parts.Add(rest);
        if (fromRight) parts.Reverse();
        return parts;
    }

    private static int FirstBlank(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsWhiteSpace(text[i])) return i;
        return -1;
    }

    private static int LastBlank(string text)
    {
        for (var i = text.Length - 1; i >= 0; i--)
            if (char.IsWhiteSpace(text[i])) return i;
        return -1;
    }

    private static TupleValue Partition(string text, string separator, bool last)
    {
        if (separator.Length == 0) throw Faults.Value("empty separator");
        var at = last ? text.LastIndexOf(separator, StringComparison.Ordinal) : text.IndexOf(separator, StringComparison.Ordinal);
        if (at < 0) return last ? new TupleValue(StrValue.Empty, StrValue.Empty, From(text)) : new TupleValue(From(text), StrValue.Empty, StrValue.Empty);
        return new TupleValue(From(text[..at]), From(separator), From(text[(at + separator.Length)..]));
    }
}
