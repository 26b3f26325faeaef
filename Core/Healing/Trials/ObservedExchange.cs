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
                _json = Body.Length == 0 ? null : JsonNode.Parse(Body);
            }
            catch (JsonException)
            {
                // An answer that is no JSON is evidence, not a fault of the trial.
                _json = null;
            }
            return _json;
        }
    }

    /// <summary>What the answer says in words, one text a line.</summary>
    public string Said => _said ??= SaidText.Of(Json, Body);

    /// <summary>The answer of a token endpoint.</summary>
    public bool GivesToken => Json is JsonObject root && root.ContainsKey("access_token");

    /// <summary>Path of the address, without host and query.</summary>
    public string Path => Uri.TryCreate(Url, UriKind.Absolute, out var uri) ? uri.AbsolutePath : Url;
}
