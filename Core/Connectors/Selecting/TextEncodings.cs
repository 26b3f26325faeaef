using System.Text;

namespace Supertrack.Core.Connectors.Selecting;

/// <summary>Encodings by the names that Python gives them; underscores and dashes are one. Source: the table of standard encodings of Python's codecs.</summary>
internal static class TextEncodings
{
    private static readonly EncodingProvider CodePages = CodePagesEncodingProvider.Instance;

    public static Encoding Utf8 { get; } = new UTF8Encoding(false);

    /// <returns>Null where the name is not known.</returns>
    public static Encoding? Find(string name)
    {
        var key = name.Trim().ToLowerInvariant().Replace('_', '-');
        return key switch
        {
            "utf-8" or "utf8" or "u8" or "cp65001" => Utf8,
            "utf-8-sig" or "utf8-sig" => new UTF8Encoding(true),
            "utf-16" or "utf16" => new UnicodeEncoding(false, true),
            "utf-16-le" or "utf-16le" => new UnicodeEncoding(false, false),
            "utf-16-be" or "utf-16be" => new UnicodeEncoding(true, false),
            "utf-32" or "utf32" => new UTF32Encoding(false, true),
            "ascii" or "us-ascii" or "646" => Encoding.ASCII,
            "latin-1" or "latin1" or "latin" or "iso-8859-1" or "iso8859-1" or "l1" or "8859" or "cp819" => Encoding.Latin1,
            _ => ByCodePage(key),
        };
    }

    private static Encoding? ByCodePage(string key)
    {
        var name = key switch
        {
            "sjis" or "s-jis" or "shiftjis" or "shift-jis" or "cp932" or "ms932" or "mskanji" => "shift_jis",
            "eucjp" or "ujis" or "u-jis" => "euc-jp",
            "euckr" or "ks-c-5601" or "cp949" or "uhc" => "ks_c_5601-1987",
            "gbk" or "cp936" or "936" or "ms936" => "gb2312",
            "big5-tw" or "cp950" => "big5",
            "mac-roman" or "macroman" or "macintosh" => "macintosh",
            _ when key.StartsWith("cp", StringComparison.Ordinal) && int.TryParse(key[2..], out var page) => page is >= 1250 and <= 1258 ? $"windows-{page}" : $"ibm{page:000}",
            _ when key.StartsWith("iso8859-", StringComparison.Ordinal) => "iso-8859-" + key[8..],
            _ => key,
        };
        return CodePages.GetEncoding(name);
    }

    /// <summary>The text without the mark at its start, where the encoding has one.</summary>
    public static string Decode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        var mark = encoding.Preamble;
        if (mark.Length > 0 && bytes.StartsWith(mark)) return encoding.GetString(bytes[mark.Length..]);
        return mark.Length == 2 && bytes.StartsWith(Encoding.BigEndianUnicode.Preamble) ? Encoding.BigEndianUnicode.GetString(bytes[2..]) : encoding.GetString(bytes);
    }
}
