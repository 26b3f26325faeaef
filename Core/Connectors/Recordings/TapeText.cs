using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Cassettes;
using Supertrack.Core.Secrets;

namespace Supertrack.Core.Connectors.Recordings;

/// <summary>
/// Writes kept exchanges as lines of a cassette: secrets and personal data masked, with the members <c>run</c>, <c>page</c>, <c>recording</c> (on the first
/// line) and <c>pages</c> beside those of every cassette.
/// </summary>
internal static class TapeText
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static (ReadOnlyMemory<byte> Lines, RecordingSize Size) Write(IReadOnlyList<TapedExchange> exchanges, RecordingStart start, RecordingSize before, PersonalMask mask)
    {
        var secrets = SecretForms.Of(exchanges.SelectMany(exchange => exchange.Request.Secrets).ToHashSet(StringComparer.Ordinal));
        var output = new ArrayBufferWriter<byte>(64 * 1024);
        using var writer = new Utf8JsonWriter(output, Plain);
        var size = before;
        var (lines, bytes, records) = (0, 0L, 0L);
        foreach (var exchange in exchanges)
        {
            if (Answer.Of(exchange, secrets) is not { } answer)
                break;
            using (answer)
                Line(writer, exchange, answer, size.Exchanges + lines == 0 ? start : null, start.Run, secrets, mask);
            writer.Flush();
            writer.Reset();
            output.Write("\n"u8);
            (lines, bytes, records) = (lines + 1, bytes + exchange.Body.Length, records + exchange.Pages.Sum(page => page.Count));
            // Only what ends a page counts: what follows the last page is cut away with it.
            if (exchange.Pages.Count > 0)
                size = new RecordingSize(exchange.Pages[^1].Page, before.Exchanges + lines, before.Bytes + bytes, before.Records + records);
        }
        var kept = size.Exchanges - before.Exchanges;
        return kept == 0 ? (default, before) : (FirstLines(output.WrittenMemory, kept), size);
    }

    private static ReadOnlyMemory<byte> FirstLines(ReadOnlyMemory<byte> lines, int count)
    {
        var end = 0;
        for (var i = 0; i < count; i++)
            end += lines.Span[end..].IndexOf((byte)'\n') + 1;
        return lines[..end];
    }

    private static void Line(
        Utf8JsonWriter writer, TapedExchange exchange, Answer answer, RecordingStart? start, long run, IReadOnlyList<string> secrets, PersonalMask mask)
    {
        var request = exchange.Request;
        writer.WriteStartObject();
        writer.WriteString("method", request.Method);
        writer.WriteString("url", CassetteMask.Forms(mask.Url(request.Url), secrets));
        writer.WritePropertyName("headers");
        Headers(writer, request.Headers, secrets, mask);
        writer.WriteString("body", RequestBody(request.Body, secrets, mask));
        writer.WriteString("stream", request.Stream);
        writer.WriteNumber("status", exchange.Status);
        writer.WritePropertyName("response");
        answer.Write(writer, mask);
        writer.WritePropertyName("responseHeaders");
        Headers(writer, exchange.Headers, secrets, mask);
        writer.WriteNumber("run", run);
        writer.WriteNumber("page", exchange.Page);
        if (start is not null)
            Start(writer, start);
        Pages(writer, exchange.Pages);
        writer.WriteEndObject();
    }

    private static void Start(Utf8JsonWriter writer, RecordingStart start)
    {
        writer.WriteStartObject("recording");
        writer.WriteString("stream", start.Stream);
        writer.WriteString("at", start.At);
        writer.WriteString("syncMode", start.Mode == SyncMode.Incremental ? "incremental" : "full_refresh");
        if (start.State is { } state)
        {
            writer.WritePropertyName("state");
            state.WriteTo(writer);
        }
        writer.WriteString("manifest", start.Manifest);
        writer.WriteEndObject();
    }

    private static void Pages(Utf8JsonWriter writer, List<PageSummary> pages)
    {
        if (pages.Count == 0)
            return;
        writer.WriteStartArray("pages");
        foreach (var page in pages)
        {
            writer.WriteStartObject();
            writer.WriteNumber("page", page.Page);
            writer.WriteNumber("count", page.Count);
            writer.WriteString("keys", string.Join(' ', page.Keys));
            writer.WriteStartObject("fields");
            foreach (var (path, types) in page.Fields)
                writer.WriteString(path, types);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void Headers(Utf8JsonWriter writer, IReadOnlyList<KeyValuePair<string, string>> headers, IReadOnlyList<string> secrets, PersonalMask mask)
    {
        writer.WriteStartObject();
        foreach (var header in CassetteMask.HeadersOf(headers, value => CassetteMask.Forms(value, secrets)).GroupBy(header => header.Key, StringComparer.OrdinalIgnoreCase))
            writer.WriteString(header.Key, string.Join(", ", header.Select(value => Link(header.Key, value.Value, mask))));
        writer.WriteEndObject();
    }

    /// <summary>A header that names the next page holds what the next request will ask for.</summary>
    private static string Link(string name, string value, PersonalMask mask) =>
        name.Equals("Link", StringComparison.OrdinalIgnoreCase) || name.Equals("Location", StringComparison.OrdinalIgnoreCase)
            ? string.Join('<', value.Split('<').Select(part => part.IndexOf('>', StringComparison.Ordinal) is >= 0 and var end ? mask.Url(part[..end]) + part[end..] : part))
            : value;

    private static string? RequestBody(ReadOnlyMemory<byte>? body, IReadOnlyList<string> secrets, PersonalMask mask)
    {
        if (body is not { Length: > 0 } bytes)
            return null;
        var text = CassetteMask.Forms(Encoding.UTF8.GetString(bytes.Span), secrets);
        try
        {
            return JsonNode.Parse(text) is JsonObject or JsonArray ? Masked(text, mask) : text;
        }
        catch (JsonException)
        {
            return text.Contains('=', StringComparison.Ordinal) && !text.AsSpan().ContainsAny('<', '{', '\n') ? mask.Pairs(text) : text;
        }
    }

    private static string Masked(string json, PersonalMask mask)
    {
        var output = new ArrayBufferWriter<byte>(json.Length);
        using var document = JsonDocument.Parse(json);
        using (var writer = new Utf8JsonWriter(output, Plain))
            mask.Copy(document.RootElement, writer);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>An answer that can be masked field by field: JSON, JSON lines, or nothing. Any other is not kept.</summary>
    private sealed class Answer : IDisposable
    {
        private readonly List<JsonDocument> _documents = [];
        private readonly bool _isLines;

        private Answer(IEnumerable<string> texts, bool isLines)
        {
            _isLines = isLines;
            foreach (var text in texts)
                _documents.Add(JsonDocument.Parse(text));
        }

        public static Answer? Of(TapedExchange exchange, IReadOnlyList<string> secrets)
        {
            var text = CassetteMask.Tokens(CassetteMask.Forms(Encoding.UTF8.GetString(exchange.Body.Span), secrets));
            return string.IsNullOrWhiteSpace(text) ? new Answer([], isLines: true)
                : text.AsSpan().TrimStart() is not ['{' or '[', ..] ? null
                : Parsed([text], isLines: false) ?? Parsed(text.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)), isLines: true);
        }

        public void Write(Utf8JsonWriter writer, PersonalMask mask)
        {
            if (!_isLines)
            {
                mask.Copy(_documents[0].RootElement, writer);
                return;
            }
            var text = new StringBuilder();
            foreach (var document in _documents)
                text.Append(Masked(document.RootElement.GetRawText(), mask)).Append('\n');
            writer.WriteStringValue(text.ToString());
        }

        public void Dispose()
        {
            foreach (var document in _documents)
                document.Dispose();
        }

        private static Answer? Parsed(IEnumerable<string> texts, bool isLines)
        {
            try
            {
                return new Answer(texts, isLines);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
