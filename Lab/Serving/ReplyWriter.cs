using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Supertrack.Lab.Answers;
using Supertrack.Lab.Records;

namespace Supertrack.Lab.Serving;

/// <summary>Sends replies. Small pages are gathered and sent with their length, large ones in pieces as they are made.</summary>
internal static class ReplyWriter
{
    private const int GatheredRecords = 1000;
    private static readonly ConcurrentBag<ByteBuffer> Buffers = [];

    public static async Task SendAsync(Reply reply, HttpResponse response, CancellationToken cancellationToken)
    {
        response.StatusCode = reply.Status;
        response.ContentType = reply.ContentType;
        foreach ((string name, string value) in reply.Headers)
        {
            response.Headers[name] = value;
        }

        if (reply.Status is 204 or 304)
        {
            response.ContentType = null;
            return;
        }

        if (reply.Page is not { } page)
        {
            response.ContentLength = reply.Body.Length;
            await response.BodyWriter.WriteAsync(reply.Body, cancellationToken);
            return;
        }

        ByteBuffer buffer = Buffers.TryTake(out ByteBuffer? free) ? free : new ByteBuffer();
        try
        {
            await SendAsync(page, buffer, response, cancellationToken);
        }
        finally
        {
            buffer.Clear();
            Buffers.Add(buffer);
        }
    }

    private static async Task SendAsync(PageBody page, ByteBuffer buffer, HttpResponse response, CancellationToken cancellationToken)
    {
        if (page.Count <= GatheredRecords)
        {
            page.WriteWhole(buffer);
            response.ContentLength = buffer.Length;
            await response.BodyWriter.WriteAsync(buffer.Written, cancellationToken);
            return;
        }

        buffer.Append(page.Before);
        for (int start = 0; start < page.Count; start += GatheredRecords)
        {
            page.WriteRecords(start, Math.Min(GatheredRecords, page.Count - start), buffer);
            await response.BodyWriter.WriteAsync(buffer.Written, cancellationToken);
            buffer.Clear();
        }

        buffer.Append(page.After);
        await response.BodyWriter.WriteAsync(buffer.Written, cancellationToken);
    }
}
