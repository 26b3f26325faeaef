using System.Text;
using Supertrack.Lab.Records;

namespace Supertrack.Lab.Answers;

internal static class Truncation
{
    /// <summary>The same reply with its body cut to so many characters.</summary>
    public static Reply Cut(Reply reply, int characters)
    {
        ReadOnlyMemory<byte> body = reply.Body;
        if (reply.Page is { } page)
        {
            var whole = new ByteBuffer();
            page.WriteWhole(whole);
            body = whole.Written;
        }

        string text = Encoding.UTF8.GetString(body.Span);
        var cut = new Reply
        {
            Status = reply.Status,
            ContentType = reply.ContentType,
            Body = Encoding.UTF8.GetBytes(text[..Math.Min(characters, text.Length)]),
        };
        cut.Headers.AddRange(reply.Headers);
        return cut;
    }
}
