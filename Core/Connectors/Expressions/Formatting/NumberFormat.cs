using System.Globalization;
using System.Numerics;
using System.Text;

namespace Supertrack.Core.Connectors.Expressions.Formatting;

/// <summary>Numbers in the styles e, f and g, exactly rounded half to even as C does, and ints in other bases.</summary>
internal static class NumberFormat
{
    public static string InBase(BigInteger number, int numberBase)
    {
        if (number.IsZero) return "0";
        var digits = new StringBuilder();
        for (; number.Sign > 0; number /= numberBase) digits.Insert(0, "0123456789abcdef"[(int)(number % numberBase)]);
        return digits.ToString();
    }

    public static string Float(double number, char type, int precision, bool alternate)
    {
        var upper = char.IsUpper(type);
        if (!double.IsFinite(number))
            return Case(double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf", upper);
        var text = char.ToLowerInvariant(type) switch
        {
            'e' => Exponent(number, precision, alternate),
            'f' => Fixed(number, precision) + (alternate && precision == 0 ? "." : ""),
            _ => General(number, precision, alternate),
        };
        return Case(text, upper);
    }

    private static string Case(string text, bool upper) => upper ? text.ToUpperInvariant() : text;

    private static string Fixed(double number, int precision)
    {
        var text = number.ToString("F" + precision, CultureInfo.InvariantCulture);
        return double.IsNegative(number) && !text.StartsWith('-') ? "-" + text : text;
    }

    private static string Exponent(double number, int precision, bool alternate)
    {
        var text = number.ToString("E" + precision, CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = text[..mark] + (alternate && precision == 0 ? "." : "");
        if (double.IsNegative(number) && !mantissa.StartsWith('-')) mantissa = "-" + mantissa;
        return $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    private static string General(double number, int precision, bool alternate)
    {
        precision = Math.Max(1, precision);
        var text = Exponent(number, precision - 1, false);
        var exponent = int.Parse(text[(text.IndexOf('e', StringComparison.Ordinal) + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent >= -4 && exponent < precision) text = Fixed(number, precision - 1 - exponent);
        if (alternate || !text.Contains('.', StringComparison.Ordinal)) return text;
        var mark = text.IndexOf('e', StringComparison.Ordinal);
        return mark < 0 ? text.TrimEnd('0').TrimEnd('.') : text[..mark].TrimEnd('0').TrimEnd('.') + text[mark..];
    }
}
