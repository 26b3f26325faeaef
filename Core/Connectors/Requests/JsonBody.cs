using System.Text.Json;
using Supertrack.Core.Connectors.Expressions;

namespace Supertrack.Core.Connectors.Requests;

/// <summary>Bodies read as JSON.</summary>
internal static class JsonBody
{
    public static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    /// <summary>The whole body as one JSON value that shares nothing with the buffer's later use; null where it is no JSON.</summary>
    public static Value? TryParse(ReadOnlyMemory<byte> body) =>
        TryStrict(body) ?? (LooseNumbers.Mend(body.Span) is { } mended ? TryStrict(mended) : null);

    private static Value? TryStrict(ReadOnlyMemory<byte> body)
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

    /// <summary>An object at the root as a value that reads only what is asked of it; null where the body is no JSON or another kind of it.</summary>
    public static Value? TryObject(HttpAnswer answer)
    {
        answer.MakeUtf8();
        var body = WithoutMark(answer.Body);
        if (body.Span.TrimStart(" \r\n\t"u8) is not [(byte)'{', ..]) return null;
        if (!answer.IsValidJson)
        {
            var reader = new Utf8JsonReader(body.Span, Options);
            try
            {
                while (reader.Read())
                {
                    // Reads to the end, to know that the whole is valid.
                }
            }
            catch (JsonException)
            {
                return null;
            }
            answer.IsValidJson = true;
        }
        return Value.Parse(body);
    }

    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? body[3..] : body;
}
