using System.IO.Compression;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Requests;

namespace Supertrack.Core.Connectors.Selecting;

/// <summary>Gzip around another format; a body that is not compressed is passed on as it is.</summary>
internal sealed class GzipDecoder(IBodyDecoder inner, long maxBytes) : IBodyDecoder
{
    public bool IsStream => true;

    public IEnumerable<Value> Decode(ReadOnlyMemory<byte> body, HttpAnswer answer)
    {
        while (body.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            var packed = body;
            body = Expanded.Read(() => new GZipStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress), maxBytes);
        }
        return inner.Decode(body, answer);
    }
}

/// <summary>Zip archives: every file in turn.</summary>
internal sealed class ZipDecoder(IBodyDecoder inner, long maxBytes) : IBodyDecoder
{
    public bool IsStream => false;

    public IEnumerable<Value> Decode(ReadOnlyMemory<byte> body, HttpAnswer answer)
    {
        using var archive = Open(body);
        foreach (var entry in archive.Entries)
            foreach (var value in inner.Decode(Expanded.Read(entry.Open, maxBytes), answer)) yield return value;
    }

    private static ZipArchive Open(ReadOnlyMemory<byte> body)
    {
        try
        {
            var archive = new ZipArchive(new MemoryStream(body.ToArray()), ZipArchiveMode.Read);
            // The directory at the end is read here, where its damage is told.
            _ = archive.Entries;
            return archive;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or ArgumentException)
        {
            throw new ConnectorException(FailureKind.System, "The answer is no zip archive. Check the decoder and the request.", exception);
        }
    }
}

internal static class Expanded
{
    /// <summary>Reads what a decompressor gives, up to a limit that stops archives made to fill memory.</summary>
    public static byte[] Read(Func<Stream> open, long maxBytes)
    {
        using var output = new MemoryStream();
        var chunk = new byte[64 * 1024];
        try
        {
            using var stream = open();
            while (stream.Read(chunk) is var read and > 0)
            {
                output.Write(chunk, 0, read);
                if (output.Length > maxBytes)
                    throw new ConnectorException(FailureKind.System, $"The answer is longer than {maxBytes} bytes once decompressed. Ask for smaller parts or raise the limit.");
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or NotSupportedException)
        {
            throw new ConnectorException(FailureKind.System, "The compressed answer is damaged. Read again.", exception);
        }
        return output.ToArray();
    }
}
