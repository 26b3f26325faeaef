using System.Globalization;
using System.Text;

namespace Supertrack.Core.Connectors.Expressions.Literals;

/// <summary>Backslash escapes of Python strings.</summary>
internal static class Escapes
{
    /// <summary>A string inside a tag: everything beyond ASCII is written as an escape first, as the reference tokenizer does.</summary>
    /// <returns>Null for a broken escape.</returns>
    public static string? DecodeJinja(string body)
    {
        if (!body.Contains('\\', StringComparison.Ordinal)) return body;
        var ascii = new StringBuilder(body.Length);
        foreach (var rune in body.EnumerateRunes())
        {
            if (rune.Value < 128) ascii.Append((char)rune.Value);
            else ascii.Append(rune.Value < 256 ? $"\\x{rune.Value:x2}" : rune.Value < 0x10000 ? $"\\u{rune.Value:x4}" : $"\\U{rune.Value:x8}");
        }
        return Decode(ascii.ToString(), bytes: false);
    }

    /// <param name="body">The text between the quotes.</param>
    /// <param name="bytes">True for a bytes literal, which has no \u, \U and \N.</param>
    /// <returns>Null for a broken escape.</returns>
    public static string? Decode(string body, bool bytes)
    {
        var text = new StringBuilder(body.Length);
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] != '\\') { text.Append(body[i]); continue; }
            if (++i >= body.Length) return null;
            if (!TryEscape(body, ref i, bytes, text)) return null;
        }
        return text.ToString();
    }

    private static bool TryEscape(string body, ref int i, bool bytes, StringBuilder text)
    {
        switch (body[i])
        {
            case '\n': return true;
            case '\\' or '\'' or '"': text.Append(body[i]); return true;
            case 'a': text.Append('\a'); return true;
            case 'b': text.Append('\b'); return true;
            case 'f': text.Append('\f'); return true;
            case 'n': text.Append('\n'); return true;
            case 'r': text.Append('\r'); return true;
            case 't': text.Append('\t'); return true;
            case 'v': text.Append('\v'); return true;
            case 'x': return TryHex(body, ref i, 2, text);
            case 'u' when !bytes: return TryHex(body, ref i, 4, text);
            case 'U' when !bytes: return TryHex(body, ref i, 8, text);
            case 'N' when !bytes: return false;
            case >= '0' and <= '7':
                var code = 0;
                for (var digits = 0; digits < 3 && i < body.Length && body[i] is >= '0' and <= '7'; digits++) code = (code * 8) + body[i++] - '0';
                i--;
                text.Append((char)(bytes ? code & 0xFF : code));
                return true;
            default: text.Append('\\').Append(body[i]); return true;
        }
    }

    private static bool TryHex(string body, ref int i, int digits, StringBuilder text)
    {
        if (i + digits >= body.Length) return false;
        if (!uint.TryParse(body.AsSpan(i + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code > 0x10FFFF) return false;
        i += digits;
        if (code < 0x10000) text.Append((char)code);
        else text.Append(char.ConvertFromUtf32((int)code));
        return true;
    }
}
