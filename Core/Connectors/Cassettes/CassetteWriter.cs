using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Connectors.Cassettes;

/// <summary>Writes the lines of a cassette and of a log of requests, with secrets masked.</summary>
internal static class CassetteWriter
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>One request without its answer, with a line break.</summary>
    public static ReadOnlyMemory<byte> Request(HttpExchangeRequest request) => Line(request, request.Headers.Select(
        header => KeyValuePair.Create(header.Key, CassetteMask.Text(header.Value, request.Secrets))), _ => { });

    /// <summary>One request with its answer, with a line break.</summary>
    public static ReadOnlyMemory<byte> Exchange(
        HttpExchangeRequest request, int status, IReadOnlyList<KeyValuePair<string, string>> responseHeaders, ReadOnlyMemory<byte> response) =>
        Line(request, CassetteMask.Headers(request.Headers, request.Secrets), writer =>
        {
            writer.WriteNumber("status", status);
            writer.WritePropertyName("response");
            Response(writer, response, request.Secrets, MediaTypes.IsJson(responseHeaders));
            writer.WritePropertyName("responseHeaders");
            Headers(writer, CassetteMask.Headers(responseHeaders, request.Secrets));
        });

    private static ReadOnlyMemory<byte> Line(
        HttpExchangeRequest request, IEnumerable<KeyValuePair<string, string>> headers, Action<Utf8JsonWriter> rest)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(line, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("method", request.Method);
            writer.WriteString("url", CassetteMask.Text(request.Url, request.Secrets));
            writer.WritePropertyName("headers");
            Headers(writer, headers);
            writer.WriteString("body", request.Body is { Length: > 0 } body ? CassetteMask.Text(Encoding.UTF8.GetString(body.Span), request.Secrets) : null);
            writer.WriteString("stream", request.Stream);
            rest(writer);
            writer.WriteEndObject();
        }

        line.Write("\n"u8);
        return line.WrittenMemory;
    }

    private static void Headers(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, string>> headers)
    {
        writer.WriteStartObject();
        foreach (var header in headers.GroupBy(header => header.Key, StringComparer.OrdinalIgnoreCase))
        {
            writer.WriteString(header.Key, string.Join(", ", header.Select(value => value.Value)));
        }

        writer.WriteEndObject();
    }

    private static void Response(Utf8JsonWriter writer, ReadOnlyMemory<byte> body, IReadOnlyCollection<string> secrets, bool saidToBeJson)
    {
        if (!TryText(body.Span, out var text))
        {
            writer.WriteBase64StringValue(body.Span);
            writer.WriteString("responseEncoding", "base64");
            return;
        }

        text = CassetteMask.Tokens(CassetteMask.Text(text, secrets));
        // A bare string or number under another content type is text, not JSON.
        if ((saidToBeJson || text.AsSpan().TrimStart() is ['{' or '[', ..]) && TryJson(text, writer))
        {
            return;
        }

        writer.WriteStringValue(text);
    }

    private static bool TryJson(string text, Utf8JsonWriter writer)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            document.RootElement.WriteTo(writer);
            if (document.RootElement.ValueKind == JsonValueKind.String)
            {
                // Without this word a text stands for itself, as broken JSON and HTML do.
                writer.WriteString("responseEncoding", "json");
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryText(ReadOnlySpan<byte> bytes, out string text)
    {
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }
}
