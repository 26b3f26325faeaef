using System.Globalization;
using System.Text.RegularExpressions;

namespace Supertrack.Core.Text;

/// <summary>
/// Types of plain YAML scalars, by the rules of YAML 1.1 that published manifests were written against
/// (yes/no/on/off are booleans, 010 is octal, 1_000 an integer). Dates stay text.
/// </summary>
internal static partial class YamlScalars
{
    /// <summary>null, a <see cref="bool"/>, <see cref="long"/>, <see cref="double"/> or <see cref="string"/>.</summary>
    public static object? Resolve(string text)
    {
        if (text.Length is 0 || text is "~" or "null" or "Null" or "NULL") return null;
        if (AsBoolean(text) is { } flag) return flag;
        if (text[0] is not ((>= '0' and <= '9') or '+' or '-' or '.')) return text;
        if (AsInteger(text) is { } integer) return integer;
        if (AsNumber(text) is { } number) return number;
        return text;
    }

    private static bool? AsBoolean(string text) => text switch
    {
        "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => true,
        "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => false,
        _ => null,
    };

    private static long? AsInteger(string text)
    {
        if (!Integer().IsMatch(text)) return null;
        var digits = text.Replace("_", "");
        var negative = digits[0] == '-';
        if (digits[0] is '-' or '+') digits = digits[1..];
        long? value = digits switch
        {
            ['0', 'b', ..] => Parse(digits[2..], 2),
            ['0', 'x', ..] => Parse(digits[2..], 16),
            ['0', _, ..] => Parse(digits, 8),
            _ => digits.Contains(':') ? Sexagesimal(digits) : Parse(digits, 10),
        };
        return negative ? -value : value;
    }

    private static long? Parse(string digits, int radix)
    {
        if (radix == 10) return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
        long result = 0;
        foreach (var digit in digits)
        {
            if (result > long.MaxValue / radix - radix) return null;
            result = (result * radix) + Convert.ToInt32(digit.ToString(), 16);
        }
        return result;
    }

    private static long Sexagesimal(string digits) =>
        digits.Split(':').Aggregate(0L, (total, part) => (total * 60) + long.Parse(part, CultureInfo.InvariantCulture));

    private static double? AsNumber(string text)
    {
        if (text is ".inf" or "+.inf" or ".Inf" or ".INF") return double.PositiveInfinity;
        if (text is "-.inf" or "-.Inf" or "-.INF") return double.NegativeInfinity;
        if (text is ".nan" or ".NaN" or ".NAN") return double.NaN;
        return Number().IsMatch(text) ? double.Parse(text.Replace("_", ""), CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|[-+]?\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)$")]
    private static partial Regex Number();
}
