using System.Globalization;
using System.Text;

namespace Supertrack.Core.Connectors.Expressions.Operators;

/// <summary>Texts as Python's repr() writes them.</summary>
internal static class StrText
{
    public static void Repr(string text, TextBuffer buffer)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        buffer.Append(quote);
        if (IsPlain(text)) buffer.Append(text);
        else
            for (var i = 0; i < text.Length; i++)
            {
                var pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
                var code = pair ? char.ConvertToUtf32(text[i], text[i + 1]) : text[i];
                Append(buffer, code, quote);
                if (pair) i++;
            }
        buffer.Append(quote);
    }

    public static void BytesRepr(string bytes, TextBuffer buffer)
    {
        var quote = bytes.Contains('\'', StringComparison.Ordinal) && !bytes.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        buffer.Append('b').Append(quote);
        foreach (var b in bytes)
        {
            if (b >= 127) buffer.Append($"\\x{(int)b:x2}");
            else Append(buffer, b, quote);
        }
        buffer.Append(quote);
    }

    /// <summary>Python's str.isprintable for one code point.</summary>
    public static bool IsPrintable(int code)
    {
        if (code is >= 0xD800 and <= 0xDFFF) return false;
        if (code == ' ') return true;
        return Rune.GetUnicodeCategory(new Rune(code)) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
    }

    private static bool IsPlain(string text)
    {
        foreach (var c in text)
            if (c is < ' ' or > '~' or '\'' or '\\') return false;
        return true;
    }

    private static void Append(TextBuffer buffer, int code, char quote)
    {
        switch (code)
        {
            case '\\': buffer.Append("\\\\"); break;
            case '\n': buffer.Append("\\n"); break;
            case '\r': buffer.Append("\\r"); break;
            case '\t': buffer.Append("\\t"); break;
            case '\'' or '"' when code == quote: buffer.Append('\\').Append(quote); break;
            default:
                if (IsPrintable(code)) buffer.Append(char.ConvertFromUtf32(code));
                else buffer.Append(code < 0x100 ? $"\\x{code:x2}" : code < 0x10000 ? $"\\u{code:x4}" : $"\\U{code:x8}");
                break;
        }
    }
}
