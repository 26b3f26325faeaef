using System.Globalization;
using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Literals;

/// <summary>Number literals inside a tag: single underscores between digits; a fraction needs digits on both sides of the point.</summary>
internal static class NumberText
{
    public static Value? Read(string text, int at, bool fraction, out int length)
    {
        if (fraction && ReadFloat(text, at, out length) is { } number) return number;
        return ReadInteger(text, at, out length);
    }

    private static FloatValue? ReadFloat(string text, int at, out int length)
    {
        var end = Digits(text, at, char.IsAsciiDigit);
        var isFloat = false;
        if (end < text.Length && text[end] == '.' && Digits(text, end + 1, char.IsAsciiDigit) is var after && after > end + 1) (end, isFloat) = (after, true);
        if (end < text.Length && text[end] is 'e' or 'E')
        {
            var digits = end + 1 < text.Length && text[end + 1] is '+' or '-' ? end + 2 : end + 1;
            if (Digits(text, digits, char.IsAsciiDigit) is var last && last > digits) (end, isFloat) = (last, true);
        }
        length = end - at;
        return isFloat ? new FloatValue(double.Parse(text[at..end].Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)) : null;
    }

    private static IntValue? ReadInteger(string text, int at, out int length)
    {
        var (numberBase, start) = (10, at);
        if (text[at] == '0' && at + 1 < text.Length)
        {
            numberBase = char.ToLowerInvariant(text[at + 1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 10 };
            if (numberBase != 10) start = at + 2 < text.Length && text[at + 2] == '_' ? at + 3 : at + 2;
        }
        var end = numberBase == 10 && text[at] == '0'
            ? Digits(text, at, c => c == '0')
            : Digits(text, start, c => IntText.TryParse(c.ToString(), numberBase, out _));
        if (end == start && numberBase != 10) (numberBase, end, start) = (10, at + 1, at);
        length = end - at;
        return IntText.TryParse(text[start..end], numberBase, out var number) ? IntValue.Of(number) : null;
    }

    /// <summary>The end of a run of digits with single underscores between them.</summary>
    private static int Digits(string text, int at, Func<char, bool> isDigit)
    {
        while (at < text.Length && (isDigit(text[at]) || (text[at] == '_' && at + 1 < text.Length && isDigit(text[at + 1])))) at++;
        return at;
    }
}
