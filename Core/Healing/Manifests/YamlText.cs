using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Supertrack.Core.Healing.Manifests;

/// <summary>Writes a manifest as YAML that people read: block style, texts plain where no reader can take them for anything else.</summary>
public static partial class YamlText
{
    public static string Write(JsonObject manifest)
    {
        var text = new StringBuilder();
        Map(text, manifest, 0);
        return text.ToString();
    }

    private static void Map(StringBuilder text, JsonObject map, int depth)
    {
        foreach (var (name, value) in map)
        {
            text.Append(' ', depth * 2).Append(Scalar(name)).Append(':');
            Value(text, value, depth);
        }
    }

    private static void Value(StringBuilder text, JsonNode? value, int depth)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } map:
                text.Append('\n');
                Map(text, map, depth + 1);
                break;
            case JsonArray { Count: > 0 } list:
                text.Append('\n');
                foreach (var item in list) Item(text, item, depth + 1);
                break;
            default:
                text.Append(' ').Append(Leaf(value)).Append('\n');
                break;
        }
    }

    private static void Item(StringBuilder text, JsonNode? item, int depth)
    {
        text.Append(' ', depth * 2).Append('-');
        if (item is not JsonObject { Count: > 0 } and not JsonArray { Count: > 0 })
        {
            text.Append(' ').Append(Leaf(item)).Append('\n');
            return;
        }
        var inner = new StringBuilder();
        if (item is JsonObject map) Map(inner, map, depth + 1);
        else foreach (var each in (JsonArray)item) Item(inner, each, depth + 1);
        // The first line stands behind the dash.
        text.Append(' ').Append(inner.ToString().AsSpan((depth + 1) * 2));
    }

    private static string Leaf(JsonNode? value) => value switch
    {
        null => "null",
        JsonValue scalar when scalar.TryGetValue<string>(out var text) => Scalar(text),
        _ => value.ToJsonString(),
    };

    private static string Scalar(string text) =>
        PlainPattern().IsMatch(text) && !ReservedPattern().IsMatch(text) ? text : JsonValue.Create(text).ToJsonString(Relaxed);

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex(@"^[A-Za-z_$/][A-Za-z0-9_$/.\- ]*(?<! )$")]
    private static partial Regex PlainPattern();

    [GeneratedRegex(@"^(null|true|false|yes|no|on|off|y|n|~)$", RegexOptions.IgnoreCase)]
    private static partial Regex ReservedPattern();
}
