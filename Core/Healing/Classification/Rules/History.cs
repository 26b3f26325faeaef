using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>What earlier answers tell; entries are objects with what is known of <c>status</c>, <c>url</c>, <c>body</c>, <c>records</c>.</summary>
internal static class History
{
    public static IEnumerable<JsonObject> Entries(Answer answer) => answer.Sample.History switch
    {
        JsonArray list => list.OfType<JsonObject>(),
        JsonObject one => [one],
        _ => [],
    };

    /// <summary>An earlier request was answered with 2xx.</summary>
    public static bool WorkedBefore(Answer answer) => Entries(answer).Any(e => Status(e) is >= 200 and < 300
        || e["lastSuccess"] is not null || e["last_success"] is not null || e["lastGood"] is not null || e["last_good"] is not null);

    public static int? Status(JsonObject entry) => (entry["status"] ?? entry["statusCode"]) is JsonValue v && v.TryGetValue(out int status) ? status : null;

    public static string? Url(JsonObject entry) =>
        (entry["url"] ?? (entry["request"] as JsonObject)?["url"]) is JsonValue v && v.TryGetValue(out string? url) ? url : null;

    public static JsonNode? Body(JsonObject entry)
    {
        var body = entry["body"] ?? entry["response"];
        if (body is not JsonValue v || !v.TryGetValue(out string? text)) return body;
        try
        {
            return LenientJson.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return body; // text that is no JSON is compared as text
        }
    }
}
