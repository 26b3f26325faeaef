using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Text;

namespace Supertrack.Core.Schemas.Inference;

/// <summary>
/// Recognises the formats of JSON Schema 2020-12 (section 7.3 of the validation vocabulary) in UTF-8 bytes. Date-times without an
/// offset, or with one without a colon, are taken as date-times too: vendors declare them so.
/// </summary>
internal static class FormatDetection
{
    private static readonly SearchValues<byte> NotInUri = SearchValues.Create(" \t\r\n<>\"\\^`|{}"u8);
    private static readonly SearchValues<byte> NotInTemplate = SearchValues.Create(" \t\r\n<>\"\\^`|"u8);
    private static readonly SearchValues<byte> HostnameBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-."u8);

    private static readonly SearchValues<byte> Ipv6Bytes = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    private static readonly string[] FileEndings =
        ["html", "htm", "js", "ts", "json", "md", "txt", "cs", "py", "png", "jpg", "jpeg", "gif", "svg", "css", "xml", "yml", "yaml", "sh", "zip", "gz", "pdf", "csv", "exe", "dll", "go", "rb", "jsx", "tsx", "toml", "lock", "wasm", "java", "rs", "php"];

    /// <summary>The formats of <paramref name="among"/> that <paramref name="value"/> satisfies. The empty string satisfies none.</summary>
    public static ValueFormats Of(ReadOnlySpan<byte> value, ValueFormats among)
    {
        if (value.IsEmpty || value.Length > 2048) return ValueFormats.None;
        if ((among & ~(ValueFormats.Uri | ValueFormats.UriTemplate)) == 0 && IsWebAddress(value)) return among;
        var found = ValueFormats.None;
        var first = value[0];
        if (char.IsAsciiDigit((char)first)) found |= StartingWithDigit(value, among);
        if ((among & (ValueFormats.Uri | ValueFormats.UriTemplate)) != 0) found |= UriLike(value) & among;
        if ((among & ValueFormats.Email) != 0 && IsEmail(value)) found |= ValueFormats.Email;
        if ((among & ValueFormats.Uuid) != 0 && IsUuid(value)) found |= ValueFormats.Uuid;
        if ((among & ValueFormats.Duration) != 0 && first is (byte)'P' && IsDuration(value)) found |= ValueFormats.Duration;
        if ((among & ValueFormats.Ipv6) != 0 && IsIpv6(value)) found |= ValueFormats.Ipv6;
        if ((among & ValueFormats.Hostname) != 0 && IsHostname(value)) found |= ValueFormats.Hostname;
        return found;
    }

    private static ValueFormats StartingWithDigit(ReadOnlySpan<byte> value, ValueFormats among)
    {
        var found = ValueFormats.None;
        if (value.Length >= 16 && (among & ValueFormats.DateTime) != 0 && IsDate(value[..10]) && value[10] is (byte)'T' or (byte)'t' or (byte)' ' && IsTime(value[11..], minutesOnly: true)) found |= ValueFormats.DateTime;
        if (value.Length == 10 && (among & ValueFormats.Date) != 0 && IsDate(value)) found |= ValueFormats.Date;
        if (value.Length >= 8 && (among & ValueFormats.Time) != 0 && IsTime(value, minutesOnly: false)) found |= ValueFormats.Time;
        if ((among & ValueFormats.Ipv4) != 0 && IsIpv4(value)) found |= ValueFormats.Ipv4;
        return found;
    }

    private static bool IsDate(ReadOnlySpan<byte> v) =>
        v.Length == 10 && v[4] == '-' && v[7] == '-' && Number(v[..4]) is >= 0 && Number(v[5..7]) is >= 1 and <= 12 && Number(v[8..10]) is >= 1 and <= 31;

    private static bool IsTime(ReadOnlySpan<byte> v, bool minutesOnly)
    {
        if (v.Length < 5 || v[2] != ':' || Number(v[..2]) is not (>= 0 and <= 24) || Number(v[3..5]) is not (>= 0 and <= 59)) return false;
        var rest = v[5..];
        if (rest.Length >= 3 && rest[0] == ':')
        {
            if (Number(rest[1..3]) is not (>= 0 and <= 60)) return false;
            rest = rest[3..];
            if (rest.Length > 1 && rest[0] is (byte)'.' or (byte)',')
            {
                var end = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
                rest = end < 0 ? default : rest[(end + 1)..];
            }
        }
        else if (!minutesOnly)
        {
            return false;
        }
        return IsOffset(rest);
    }

    private static bool IsOffset(ReadOnlySpan<byte> v)
    {
        if (v.IsEmpty || v is [(byte)'Z'] or [(byte)'z']) return true;
        if (v[0] is not ((byte)'+' or (byte)'-')) return false;
        var digits = v[1..];
        return digits.Length switch
        {
            5 => digits[2] == ':' && Number(digits[..2]) >= 0 && Number(digits[3..]) >= 0,
            4 or 2 => Number(digits) >= 0,
            _ => false,
        };
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9') return -1;
            number = (number * 10) + (digit - '0');
        }
        return number;
    }

    // What nearly all links are, told without looking at every rule.
    private static bool IsWebAddress(ReadOnlySpan<byte> v) =>
        v.Length > 8 && (v.StartsWith("https://"u8) || v.StartsWith("http://"u8)) && v.IndexOfAny(NotInUri) < 0;

    private static ValueFormats UriLike(ReadOnlySpan<byte> v)
    {
        var colon = v[..Math.Min(v.Length, 24)].IndexOf((byte)':');
        if (colon < 1 || colon + 1 >= v.Length || !char.IsAsciiLetter((char)v[0])) return ValueFormats.None;
        var authority = v.Length > colon + 3 && v[colon + 1] == '/' && v[colon + 2] == '/';
        if (!authority && !v.StartsWith("mailto:"u8) && !v.StartsWith("urn:"u8) && !v.StartsWith("data:"u8)) return ValueFormats.None;
        if (v[..colon].IndexOfAnyExcept(HostnameBytes) >= 0 && !v[..colon].Contains((byte)'+')) return ValueFormats.None;
        if (v.IndexOfAny(NotInUri) < 0) return ValueFormats.Uri | ValueFormats.UriTemplate;
        return v.IndexOfAny(NotInTemplate) < 0 && v.Count((byte)'{') == v.Count((byte)'}') ? ValueFormats.UriTemplate : ValueFormats.None;
    }

    private static bool IsEmail(ReadOnlySpan<byte> v)
    {
        var at = v.IndexOf((byte)'@');
        if (at < 1 || at > 64 || v.IndexOfAny(NotInUri) >= 0) return false;
        var domain = v[(at + 1)..];
        return domain.Length >= 3 && domain.IndexOfAnyExcept(HostnameBytes) < 0 && domain.LastIndexOf((byte)'.') is var dot && dot > 0 && dot < domain.Length - 1 && v[..at].IndexOfAny((byte)':', (byte)'/') < 0;
    }

    private static bool IsUuid(ReadOnlySpan<byte> v) => v.Length == 36 && v[8] == '-' && Utf8Parser.TryParse(v, out Guid _, out var used, 'D') && used == 36;

    private static bool IsDuration(ReadOnlySpan<byte> v)
    {
        if (v.Length < 3 || !char.IsAsciiLetterUpper((char)v[^1])) return false;
        var digits = false;
        for (var i = 1; i < v.Length; i++)
        {
            if (char.IsAsciiDigit((char)v[i]) || v[i] is (byte)'.') digits = true;
            else if (!"YMWDTHS"u8.Contains(v[i])) return false;
        }
        return digits && (char.IsAsciiDigit((char)v[1]) || v[1] == 'T');
    }

    private static bool IsIpv4(ReadOnlySpan<byte> v)
    {
        if (v.Length is < 7 or > 15) return false;
        var parts = 0;
        foreach (var range in v.Split((byte)'.'))
        {
            var part = v[range];
            if (part.Length is < 1 or > 3 || Number(part) is not (>= 0 and <= 255)) return false;
            parts++;
        }
        return parts == 4;
    }

    private static bool IsIpv6(ReadOnlySpan<byte> v) =>
        v.Length is >= 2 and <= 45 && v.Count((byte)':') >= 2 && v.IndexOfAnyExcept(Ipv6Bytes) < 0
        && (v.Contains((byte)'.') || v.IndexOf("::"u8) >= 0 || v.Count((byte)':') == 7)
        && IPAddress.TryParse(Encoding.ASCII.GetString(v), out _);

    private static bool IsHostname(ReadOnlySpan<byte> v)
    {
        var dot = v.LastIndexOf((byte)'.');
        if (v.Length > 253 || dot < 1 || dot > v.Length - 3 || v.IndexOfAnyExcept(HostnameBytes) >= 0 || v[0] == '-') return false;
        var ending = v[(dot + 1)..];
        if (ending.IndexOfAnyExceptInRange((byte)'a', (byte)'z') >= 0 || ending.Length > 12) return false;
        foreach (var file in FileEndings)
            if (ending.Length == file.Length && Ascii.Equals(ending, file)) return false;
        return v.IndexOf(".."u8) < 0;
    }
}
