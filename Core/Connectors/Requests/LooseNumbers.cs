using System.Buffers;

namespace Supertrack.Core.Connectors.Requests;

/// <summary>JSON as some servers write it: NaN, Infinity and -Infinity outside of texts are read as null, which is also how they would be written.</summary>
internal static class LooseNumbers
{
    private static readonly SearchValues<byte> Interesting = SearchValues.Create("\"NI"u8);

    /// <returns>The body with null in their places; null where it has none of them.</returns>
    public static byte[]? Mend(ReadOnlySpan<byte> body)
    {
        ArrayBufferWriter<byte>? mended = null;
        var copied = 0;
        for (var at = 0; at < body.Length;)
        {
            var next = body[at..].IndexOfAny(Interesting);
            if (next < 0) break;
            at += next;
            if (body[at] == (byte)'"')
            {
                at = EndOfText(body, at + 1);
                continue;
            }
            var word = body[at] == (byte)'N' ? "NaN"u8 : "Infinity"u8;
            if (!body[at..].StartsWith(word))
            {
                at++;
                continue;
            }
            mended ??= new ArrayBufferWriter<byte>(body.Length + 64);
            var start = at > 0 && body[at - 1] == (byte)'-' ? at - 1 : at;
            mended.Write(body[copied..start]);
            mended.Write("null"u8);
            copied = at += word.Length;
        }
        if (mended is null) return null;
        mended.Write(body[copied..]);
        return mended.WrittenSpan.ToArray();
    }

    private static int EndOfText(ReadOnlySpan<byte> body, int at)
    {
        while (at < body.Length)
        {
            var next = body[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0) return body.Length;
            at += next + 1;
            if (body[at - 1] == (byte)'"') return at;
            at++;
        }
        return body.Length;
    }
}
