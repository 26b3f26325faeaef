using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Healing.Trials;

/// <summary>What an answer says in words: the texts of its members, one a line, without the marks of JSON around them.</summary>
internal static class SaidText
{
    private const int Longest = 20_000;
    private const int MaxDepth = 8;

    /// <summary>The text itself where the answer is no JSON.</summary>
    public static string Of(JsonNode? json, string body)
    {
        if (json is null) return body.Length > Longest ? body[..Longest] : body;
        var text = new StringBuilder();
        Walk(json, text, 0);
        return text.ToString();
    }

    private static void Walk(JsonNode? node, StringBuilder text, int depth)
    {
        if (depth > MaxDepth || text.Length > Longest) return;
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, value) in map)
                {
                    // A refused name may be the name of a member: {"errors": {"page": ["is unknown"]}}.
                    if (depth > 0 && value is JsonArray or JsonValue) text.Append(name).Append('\n');
                    Walk(value, text, depth + 1);
                }
                break;
            case JsonArray list:
                foreach (var item in list) Walk(item, text, depth + 1);
                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number:
                text.Append(value).Append('\n');
                break;
        }
    }
}
