using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Cassettes;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Recordings;

namespace Supertrack.Core.Regression;

/// <summary>Makes a case of a recording: what a manifest reads from it today is what every later one has to read.</summary>
public static class RecordedCase
{
    /// <summary>The case as JSON text; null where nothing can be replayed: the recording has no page, or what was sent cannot be made again without the secrets.</summary>
    /// <param name="manifest">YAML or JSON; the one that was recorded.</param>
    /// <param name="config">The configuration; its secrets are masked in the case.</param>
    public static async Task<string?> OfAsync(string name, RecordedStream recording, string manifest, JsonObject config, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(config);
        if (recording is not { Start: { } start, Pages.Count: > 0 }) return null;
        try
        {
            var masked = JsonNode.Parse(new ConfiguredSecrets(DeclarativeSource.Parse(manifest, name), config).Mask(config.ToJsonString()))!.AsObject();
            var state = start.Mode == SyncMode.Incremental ? start.State as JsonObject : null;
            var given = new ReplayCase(name, recording.Stream, masked, state, start.At, recording.Exchanges, [], recording.Pages.Count);
            var records = await ManifestReplay.RecordsAsync(manifest, given, cancellationToken);
            return records.Count == 0 ? null : ReplayCase.Write(name, recording.Stream, masked, state, start.At, recording.Exchanges.Select(Line), records, given.Pages);
        }
        catch (ConnectorException)
        {
            // Whoever asks says that there is no case: nothing is wrong with the manifest, it read the source a moment ago.
            return null;
        }
    }

    private static JsonNode Line(CassetteExchange exchange) => new JsonObject
    {
        ["method"] = exchange.Method,
        ["url"] = exchange.Url,
        ["headers"] = Headers(exchange.Headers),
        ["body"] = exchange.Body,
        ["stream"] = exchange.Stream,
        ["status"] = exchange.Status,
        ["response"] = Response(exchange.Response.Span),
        ["responseHeaders"] = Headers(exchange.ResponseHeaders),
    };

    private static JsonObject Headers(IEnumerable<KeyValuePair<string, string>> headers)
    {
        var json = new JsonObject();
        foreach (var (name, value) in headers) json[name] = value;
        return json;
    }

    private static JsonNode? Response(ReadOnlySpan<byte> body)
    {
        try
        {
            return body.IsEmpty ? JsonValue.Create("") : JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            // A cassette keeps any other content as text.
            return JsonValue.Create(Encoding.UTF8.GetString(body));
        }
    }
}
