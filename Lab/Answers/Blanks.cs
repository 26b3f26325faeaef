using System.Text.Json.Nodes;

namespace Supertrack.Lab.Answers;

/// <summary>What the blanks of an answer are filled in with; a blank without a value stays as it is written.</summary>
internal sealed record Blanks
{
    public string? Name { get; init; }

    public string? Value { get; init; }

    public string? Max { get; init; }

    public string? Path { get; init; }

    /// <summary>Seconds until a request is let through again.</summary>
    public string? Wait { get; init; }

    /// <summary>Unix seconds at which a request is let through again.</summary>
    public string? Reset { get; init; }

    public string Fill(string text)
    {
        if (!text.Contains('{'))
        {
            return text;
        }

        ReadOnlySpan<(string Blank, string? Value)> blanks =
            [("{name}", Name), ("{value}", Value), ("{max}", Max), ("{path}", Path), ("{wait}", Wait), ("{reset}", Reset)];
        foreach ((string blank, string? value) in blanks)
        {
            text = value is null ? text : text.Replace(blank, value, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>A copy of a body with the blanks of all its texts filled in.</summary>
    public JsonNode? Fill(JsonNode? body) => body switch
    {
        null => null,
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Fill(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Fill)]),
        JsonValue value when value.TryGetValue(out string? text) => Fill(text),
        _ => body.DeepClone(),
    };
}
