using System.Text;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Operators;

/// <summary>Counts and cuts text in code points.</summary>
internal static class CodePoints
{
    private static readonly Value[] Ascii = [.. Enumerable.Range(0, 128).Select(c => (Value)new StrValue(((char)c).ToString()))];

    public static int Count(string text) => text.Length - Pairs(text, text.Length);

    /// <summary>The code point index of a char index.</summary>
    public static int FromChars(string text, int index) => index < 0 ? index : index - Pairs(text, index);

    /// <summary>The char index of a code point index.</summary>
    public static int ToChars(string text, int index)
    {
        if (!HasPairs(text)) return Math.Min(index, text.Length);
        var at = 0;
        for (; index > 0 && at < text.Length; index--) at += IsPair(text, at) ? 2 : 1;
        return at;
    }

    public static string Slice(string text, int start, int count)
    {
        if (!HasPairs(text)) return text.Substring(start, count);
        var from = ToChars(text, start);
        var rest = text[from..];
        return rest[..ToChars(rest, count)];
    }

    public static IEnumerable<Value> Split(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < 128) yield return Ascii[text[i]];
            else if (IsPair(text, i)) yield return new StrValue(text.Substring(i++, 2));
            else yield return new StrValue(text[i].ToString());
        }
    }

    public static string Reverse(string text)
    {
        var reversed = new StringBuilder(text.Length);
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (i > 0 && IsPair(text, i - 1)) reversed.Append(text, --i, 2);
            else reversed.Append(text[i]);
        }
        return reversed.ToString();
    }

    private static bool HasPairs(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDBFF') >= 0;

    private static bool IsPair(string text, int index) =>
        char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]);

    private static int Pairs(string text, int until)
    {
        if (!HasPairs(text)) return 0;
        var pairs = 0;
        for (var i = 0; i + 1 < until; i++)
            if (IsPair(text, i)) { pairs++; i++; }
        return pairs;
    }
}
