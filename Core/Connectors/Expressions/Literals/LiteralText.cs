using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Literals;

/// <summary>String and bytes literals with their prefixes and triple quotes; formatted strings are no literals.</summary>
internal static class LiteralText
{
    public static bool Begins(string text, int at)
    {
        for (var i = at; i < Math.Min(at + 3, text.Length); i++)
        {
            if (text[i] is '\'' or '"') return true;
            if (text[i] is not ('b' or 'B' or 'r' or 'R' or 'u' or 'U' or 'f' or 'F')) return false;
        }
        return false;
    }

    public static Value? Read(string text, ref int at)
    {
        var quoteAt = text.AsSpan(at).IndexOfAny('\'', '"') + at;
        var prefix = text[at..quoteAt].ToLowerInvariant();
        if (prefix is not ("" or "b" or "r" or "u" or "br" or "rb")) return null;
        var quote = text[quoteAt];
        var triple = quoteAt + 2 < text.Length && text[quoteAt + 1] == quote && text[quoteAt + 2] == quote;
        var start = quoteAt + (triple ? 3 : 1);
        if (FindEnd(text, start, quote, triple) is not { } end) return null;
        var body = text[start..end];
        at = end + (triple ? 3 : 1);
        var bytes = prefix.Contains('b', StringComparison.Ordinal);
        if (bytes && body.Any(c => c > 127)) return null;
        var decoded = prefix.Contains('r', StringComparison.Ordinal) ? body : Escapes.Decode(body, bytes);
        return decoded is null ? null : bytes ? new BytesValue(decoded) : new StrValue(decoded);
    }

    private static int? FindEnd(string text, int start, char quote, bool triple)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == '\n' && !triple) return null;
            else if (text[i] == quote && (!triple || (i + 2 < text.Length && text[i + 1] == quote && text[i + 2] == quote))) return i;
        }
        return null;
    }
}
