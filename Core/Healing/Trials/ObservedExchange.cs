using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Healing.Trials;

/// <summary>One request of a trial and its answer; secrets are still in it, so it never leaves the trial.</summary>
public sealed record ObservedExchange(
    string Method, string Url, IReadOnlyList<KeyValuePair<string, string>> RequestHeaders, string? RequestBody,
    int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    private JsonNode? _json;
    private bool _parsed;
    private string? _said;

    /// <summary>The answer as JSON; null when it is none.</summary>
    public JsonNode? Json
    {
        get
        {
            if (_parsed) return _json;
            _parsed = true;
            try
            {
                using var document = Body.Length == 0 ? null : JsonDocument.Parse(Body);
                _json = document is null ? null : Node(document.RootElement);
            }
            catch (JsonException)
            {
                // An answer that is no JSON is evidence, not a fault of the trial.
                _json = null;
            }
            return _json;
        }
    }

    // An object may name a member twice; the last one counts, as most readers have it.
    private static JsonNode? Node(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var map = new JsonObject();
                foreach (var member in element.EnumerateObject()) map[member.Name] = Node(member.Value);
                return map;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Node)]);
            default:
                return element.ValueKind == JsonValueKind.Null ? null : JsonValue.Create(element.Clone());
        }
    }

    /// <summary>What the answer says in words, one text a line.</summary>
    public string Said => _said ??= SaidText.Of(Json, Body);

    /// <summary>The answer of a token endpoint.</summary>
    public bool GivesToken => Json is JsonObject root && root.ContainsKey("access_token");

    /// <summary>Path of the address, without host and query.</summary>
    public string Path => Uri.TryCreate(Url, UriKind.Absolute, out var uri) ? uri.AbsolutePath : Url;
}
