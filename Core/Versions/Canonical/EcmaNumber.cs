using System.Globalization;
using System.Numerics;

namespace Supertrack.Core.Versions.Canonical;

/// <summary>
/// Numbers as RFC 8785 writes them, which is how ECMAScript does (Number::toString). One deviation: an integer beyond 2^53 keeps all of its
/// digits, because rounding it would give two different contents one identity.
/// </summary>
internal static class EcmaNumber
{
    /// <exception cref="FormatException">The number is beyond what a double holds.</exception>
    public static string Of(string json)
    {
        if (IsInteger(json)) return BigInteger.Parse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        var value = double.Parse(json, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? Of(value) : throw new FormatException($"the number {json} is too large");
    }

    private static string Of(double value)
    {
        if (value == 0) return "0";
        var shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var mark = shortest.IndexOf('E', StringComparison.Ordinal);
        var mantissa = mark < 0 ? shortest : shortest[..mark];
        var exponent = mark < 0 ? 0 : int.Parse(shortest[(mark + 1)..], CultureInfo.InvariantCulture);
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var point = (dot < 0 ? mantissa.Length : dot) + exponent;
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        point -= all.Length - digits.Length;
        return (value < 0 ? "-" : "") + Place(digits.TrimEnd('0'), point);
    }

    /// <param name="digits">Significant digits without trailing zeros.</param>
    /// <param name="point">How many of them stand before the decimal point.</param>
    private static string Place(string digits, int point) => point switch
    {
        > 0 and <= 21 when digits.Length <= point => digits.PadRight(point, '0'),
        > 0 and <= 21 => digits[..point] + "." + digits[point..],
        > -6 and <= 0 => "0." + new string('0', -point) + digits,
        _ => digits[..1] + (digits.Length > 1 ? "." + digits[1..] : "") + "e" + (point > 0 ? "+" : "-") + Math.Abs(point - 1).ToString(CultureInfo.InvariantCulture),
    };

    private static bool IsInteger(string json) => json.AsSpan().IndexOfAny(".eE") < 0;
}
