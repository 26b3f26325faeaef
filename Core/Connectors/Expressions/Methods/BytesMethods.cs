using System.Text;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Methods;

/// <summary>Methods of Python's bytes.</summary>
internal static class BytesMethods
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static MethodTable Table { get; } = new MethodTable()
        .Add("decode", "encoding? errors?", (self, a, _) => new StrValue(Decode(((BytesValue)self).Bytes, a[0].TextOrNone() ?? "utf-8")))
        .Add("hex", "", (self, _, _) => new StrValue(Convert.ToHexStringLower(Encoding.Latin1.GetBytes(((BytesValue)self).Bytes))));

    private static string Decode(string bytes, string encoding)
    {
        switch (encoding.ToLowerInvariant().Replace('_', '-'))
        {
            case "latin-1" or "latin1" or "iso-8859-1": return bytes;
            case "ascii" when bytes.All(char.IsAscii): return bytes;
            case "utf-8" or "utf8":
                try
                {
                    return Strict.GetString(Encoding.Latin1.GetBytes(bytes));
                }
                catch (DecoderFallbackException)
                {
                    break;
                }
        }
        throw new ExpressionException("UnicodeDecodeError", $"'{encoding}' codec can't decode the bytes");
    }
}
