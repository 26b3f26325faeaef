using System.Numerics;

namespace Supertrack.Core.Connectors.Expressions.Operators;

/// <summary>What Python's int(text, base) reads.</summary>
internal static class IntText
{
    private const int MaxDigits = 4300;

    public static bool TryParse(string text, int numberBase, out BigInteger number)
    {
        number = default;
        var body = text.Trim();
        var negative = body.StartsWith('-');
        if (body.Length > 0 && body[0] is '+' or '-') body = body[1..];
        if (!StripPrefix(ref body, ref numberBase)) return false;
        if (body.Length == 0 || body[0] == '_' || body[^1] == '_' || body.Contains("__", StringComparison.Ordinal)) return false;
        body = body.Replace("_", "", StringComparison.Ordinal);
        if (body.Length > MaxDigits && !BitOperations.IsPow2(numberBase)) return false;
        foreach (var c in body)
            if (Digit(c) is var digit && (digit < 0 || digit >= numberBase)) return false;
        number = numberBase == 10 && body.All(char.IsAsciiDigit) ? BigInteger.Parse(body) : Read(body, numberBase);
        if (negative) number = -number;
        return true;
    }

    private static bool StripPrefix(ref string body, ref int numberBase)
    {
        var named = body.Length > 1 && body[0] == '0' ? char.ToLowerInvariant(body[1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 } : 0;
        if (named > 0 && (numberBase == 0 || numberBase == named))
        {
            numberBase = named;
            body = body[2..];
            if (body.StartsWith('_')) body = body[1..];
        }
        else if (numberBase == 0)
        {
            numberBase = 10;
            if (body.Length > 1 && body[0] == '0' && body.Trim('0', '_').Length > 0) return false;
        }
        return numberBase is >= 2 and <= 36;
    }

    private static BigInteger Read(string body, int numberBase)
    {
        var number = BigInteger.Zero;
        foreach (var c in body) number = (number * numberBase) + Digit(c);
        return number;
    }

    private static int Digit(char c) => c switch
    {
        >= 'a' and <= 'z' => c - 'a' + 10,
        >= 'A' and <= 'Z' => c - 'A' + 10,
        _ => char.IsDigit(c) ? (int)char.GetNumericValue(c) : -1,
    };
}
