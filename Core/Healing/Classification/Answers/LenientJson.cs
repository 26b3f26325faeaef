using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Healing.Classification.Answers;

/// <summary>Reads JSON as servers send it: of members named twice the last counts, and text with half a surrogate pair is taken as written.</summary>
internal static class LenientJson
{
    /// <exception cref="JsonException">The text is no JSON, or nested deeper than 64 levels.</exception>
    public static JsonNode? Parse(string text, JsonDocumentOptions options = default)
    {
        using var document = JsonDocument.Parse(text, options);
        return Copy(document.RootElement);
    }

    private static JsonNode? Copy(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var map = new JsonObject();
                foreach (var member in element.EnumerateObject()) map[Read(() => member.Name, "?")] = Copy(member.Value);
                return map;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Copy)]);
            case JsonValueKind.String:
                return JsonValue.Create(Read(() => element.GetString()!, element.GetRawText().Trim('"')));
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element.Clone());
        }
    }

    private static string Read(Func<string> text, string otherwise)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException)
        {
            return otherwise;
        }
    }
}
