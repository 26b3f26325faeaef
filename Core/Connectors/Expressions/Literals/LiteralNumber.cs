using System.Globalization;
using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Literals;

/// <summary>Numbers as Python source writes them: 1_000, 0xff, .5, 1., 1e5; no leading zeros; no complex numbers.</summary>
internal static class LiteralNumber
{
    public static Value? Read(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '.' || IsExponentSign(text, start, at))) at++;
        if (at < text.Length && (char.IsLetterOrDigit(text[at]) || char.IsSurrogate(text[at]))) return null;
        var body = text[start..at];
        if (body.Any(c => c is '.' or 'e' or 'E') && !body.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return ReadFloat(body);
        return IntText.TryParse(body, 0, out var number) ? IntValue.Of(number) : null;
    }

    private static bool IsExponentSign(string text, int start, int at) =>
        text[at] is '+' or '-' && at > start && text[at - 1] is 'e' or 'E'
        && !text.AsSpan(start, at - start).StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        && text[at] is '+' or '-';

    private static FloatValue? ReadFloat(string body)
    {
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] == '_' && !(i > 0 && i + 1 < body.Length && char.IsAsciiDigit(body[i - 1]) && char.IsAsciiDigit(body[i + 1]))) return null;
            if (char.IsAsciiLetter(body[i]) && body[i] is not ('e' or 'E')) return null;
        }
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(body.Replace("_", "", StringComparison.Ordinal), Style, CultureInfo.InvariantCulture, out var number) ? new FloatValue(number) : null;
    }
}
