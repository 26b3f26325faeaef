using System.Globalization;

namespace Supertrack.Core.Connectors.Expressions.Operators;

/// <summary>Floats as Python writes and reads them.</summary>
internal static class FloatText
{
    /// <summary>The shortest text that reads back as the same number; an exponent below 1e-4 and from 1e16.</summary>
    public static string Repr(double number)
    {
        if (double.IsNaN(number)) return "nan";
        if (double.IsInfinity(number)) return number > 0 ? "inf" : "-inf";
        if (number == 0) return double.IsNegative(number) ? "-0.0" : "0.0";
        var (negative, digits, exponent) = Digits(number);
        string text;
        if (exponent is >= -4 and < 16)
            text = exponent < 0 ? "0." + new string('0', -exponent - 1) + digits
                : digits.Length <= exponent + 1 ? digits.PadRight(exponent + 1, '0') + ".0"
                : digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
        else
            text = digits[..1] + (digits.Length > 1 ? "." + digits[1..] : "") + "e" + (exponent < 0 ? "-" : "+")
                + Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        return negative ? "-" + text : text;
    }

    /// <summary>Sign, significant digits without trailing zeros, and the decimal exponent of the first digit.</summary>
    public static (bool Negative, string Digits, int Exponent) Digits(double number)
    {
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        var negative = shortest[0] == '-';
        var mantissa = shortest.TrimStart('-');
        var exponent = 0;
        var e = mantissa.IndexOf('E', StringComparison.Ordinal);
        if (e >= 0)
        {
            exponent = int.Parse(mantissa[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            mantissa = mantissa[..e];
        }
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? mantissa : mantissa[..point];
        var all = (whole + (point < 0 ? "" : mantissa[(point + 1)..]));
        var leading = all.Length - all.TrimStart('0').Length;
        var digits = all.Trim('0');
        return (negative, digits.Length == 0 ? "0" : digits, digits.Length == 0 ? 0 : exponent + whole.Length - 1 - leading);
    }

    /// <summary>What Python's float() reads: surrounding blanks, single underscores between digits, inf, infinity, nan.</summary>
    public static bool TryParse(string text, out double number)
    {
        number = 0;
        var body = text.Trim();
        if (body.Length == 0) return false;
        var unsigned = body[0] is '+' or '-' ? body[1..] : body;
        switch (unsigned.ToLowerInvariant())
        {
            case "inf" or "infinity": number = body[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity; return true;
            case "nan": number = double.NaN; return true;
        }
        if (unsigned.Length == 0 || !(char.IsAsciiDigit(unsigned[0]) || unsigned[0] == '.')) return false;
        for (var i = 0; i < body.Length; i++)
            if (body[i] == '_' && !(i > 0 && i + 1 < body.Length && char.IsAsciiDigit(body[i - 1]) && char.IsAsciiDigit(body[i + 1]))) return false;
        return double.TryParse(body.Replace("_", "", StringComparison.Ordinal),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number);
    }
}
