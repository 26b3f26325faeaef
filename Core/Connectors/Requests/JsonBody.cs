using System.Text.Json;
using Supertrack.Core.Connectors.Expressions;

namespace Supertrack.Core.Connectors.Requests;

/// <summary>Bodies read as JSON.</summary>
internal static class JsonBody
{
    public static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    /// <summary>The whole body as one JSON value that shares nothing with the buffer's later use; null where it is no JSON.</summary>
    public static Value? TryParse(ReadOnlyMemory<byte> body)
    {
        var text = WithoutMark(body);
        var reader = new Utf8JsonReader(text.Span, Options);
        try
        {
            if (!reader.Read()) return null;
            var value = Value.Read(ref reader);
            return reader.Read() ? null : value;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // Text that is not valid UTF-8.
            return null;
        }
    }

    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? body[3..] : body;
}
