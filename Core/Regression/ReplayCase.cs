using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Cassettes;

namespace Supertrack.Core.Regression;

/// <summary>
/// A case of a connector: what an API answered once, and the records that were read. As JSON
/// <c>{"name", "stream", "config", "state"?, "now", "pages"?, "cassette": [exchanges], "records": [...]}</c>; the exchanges are lines of a cassette. With pages the
/// read ends behind so many of them: the cassette holds only the beginning.
/// </summary>
internal sealed record ReplayCase(string Name, string Stream, JsonObject Config, JsonObject? State, DateTimeOffset Now, IReadOnlyList<CassetteExchange> Cassette, IReadOnlyList<JsonNode?> Records, int? Pages = null)
{
    /// <exception cref="FormatException">The text is no such case; the message says what is missing.</exception>
    public static ReplayCase Parse(string text)
    {
        try
        {
            var json = JsonNode.Parse(text)!.AsObject();
            var exchanges = (json["cassette"] as JsonArray ?? throw new FormatException("it has no cassette"))
                .Select((line, i) => CassetteReader.Parse(line!.ToJsonString(), "cassette", i + 1)).ToList();
            return new ReplayCase(
                (string?)json["name"] ?? "", (string?)json["stream"] ?? throw new FormatException("it names no stream"), json["config"] as JsonObject ?? [], json["state"] as JsonObject,
                DateTimeOffset.TryParse((string?)json["now"], out var now) ? now : DateTimeOffset.UnixEpoch, exchanges, [.. json["records"] as JsonArray ?? throw new FormatException("it expects no records")], (int?)json["pages"]);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or CassetteException or NullReferenceException)
        {
            throw new FormatException(error.Message.ReplaceLineEndings(" "), error);
        }
    }

    /// <summary>Writes a case.</summary>
    public static string Write(string name, string stream, JsonObject config, JsonObject? state, DateTimeOffset now, IEnumerable<JsonNode> cassette, IEnumerable<JsonNode> records, int? pages = null) => new JsonObject
    {
        ["name"] = name,
        ["stream"] = stream,
        ["config"] = config.DeepClone(),
        ["state"] = state?.DeepClone(),
        ["now"] = now.ToUniversalTime().ToString("O"),
        ["pages"] = pages,
        ["cassette"] = new JsonArray([.. cassette.Select(line => line.DeepClone())]),
        ["records"] = new JsonArray([.. records.Select(record => record.DeepClone())]),
    }.ToJsonString();
}
