using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Supertrack.Core.Connectors.Recordings;

/// <summary>
/// Replaces personal values by made-up ones of the same kind. The same value always gets the same one, so that keys stay distinct and a request made
/// from a masked answer is found again; without the key nobody can tell which value it was.
/// </summary>
public sealed class Pseudonyms(byte[] key)
{
    private readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);

    /// <summary>The made-up text for one that was replaced before; null for any other.</summary>
    public string? Known(string text) => _given.GetValueOrDefault(text);

    public string Of(string text)
    {
        if (text.Length == 0)
            return text;
        if (!_given.TryGetValue(text, out var made))
            _given[text] = made = Make(text);
        return made;
    }

    /// <summary>A number with as many digits before the point.</summary>
    public string OfNumber(string number)
    {
        var sign = number.StartsWith('-') ? "-" : "";
        var digits = number.AsSpan(sign.Length);
        var whole = digits.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : digits.Length;
        if (whole is 0 or > 18)
            return "0";
        var least = (ulong)Math.Pow(10, whole - 1);
        var value = whole == 1 ? Hash(number) % 10 : least + (Hash(number) % (least * 9));
        var made = sign + value.ToString(CultureInfo.InvariantCulture);
        return digits.Length > whole ? made + ".5" : made;
    }

    private string Make(string text)
    {
        var hash = Hash(text);
        if (text.Contains('@', StringComparison.Ordinal))
            return $"{hash:x16}@masked.invalid";
        if (text.Length >= 10 && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return $"19{hash % 90 + 10}-0{hash / 90 % 9 + 1}-1{hash / 810 % 10}{text[10..]}";
        return $"masked-{hash:x16}";
    }

    private ulong Hash(string text)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
