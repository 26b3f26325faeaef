using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Generation;

/// <summary>A schema from samples: every field may be null, since samples never show all there is.</summary>
internal static class SchemaDraft
{
    private const int MaxDepth = 12;

    public static JsonObject OfRecords(IReadOnlyList<JsonObject> records) => new()
    {
        ["$schema"] = "http://json-schema.org/draft-07/schema#",
        ["type"] = "object",
        ["additionalProperties"] = true,
        ["properties"] = Properties(records, 0),
    };

    private static JsonObject Properties(IEnumerable<JsonObject> records, int depth)
    {
        var samples = new OrderedDictionary<string, List<JsonNode?>>();
        foreach (var (name, value) in records.SelectMany(record => record))
        {
            if (!samples.TryGetValue(name, out var values)) samples[name] = values = [];
            values.Add(value);
        }
        return new JsonObject(samples.Select(sample => KeyValuePair.Create(sample.Key, (JsonNode?)Of(sample.Value, depth + 1))));
    }

    private static JsonObject Of(List<JsonNode?> values, int depth)
    {
        var types = values.Select(TypeOf).Where(type => type != "null").Distinct().ToList();
        if (types.Contains("number")) types.Remove("integer");
        var schema = new JsonObject { ["type"] = new JsonArray(["null", .. types.DefaultIfEmpty("string").Select(type => (JsonNode)type)]) };
        if (depth > MaxDepth) return schema;
        if (types.Contains("object")) schema["properties"] = Properties(values.OfType<JsonObject>(), depth);
        if (types.Contains("array")) schema["items"] = Of([.. values.OfType<JsonArray>().SelectMany(items => items)], depth + 1);
        return schema;
    }

    private static string TypeOf(JsonNode? node) => node?.GetValueKind() switch
    {
        null or System.Text.Json.JsonValueKind.Null => "null",
        System.Text.Json.JsonValueKind.Object => "object",
        System.Text.Json.JsonValueKind.Array => "array",
        System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => "boolean",
        System.Text.Json.JsonValueKind.Number => node.ToJsonString().AsSpan().IndexOfAny('.', 'e', 'E') < 0 ? "integer" : "number",
        _ => "string",
    };
}
