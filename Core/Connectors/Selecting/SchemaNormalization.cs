using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Selecting;

/// <summary>Converts values to the types of the stream's schema where they can be: Python's str, float, int, bool, and a list around a scalar.</summary>
internal sealed class SchemaNormalization(JsonObject root)
{
    private const int MaxDepth = 100;

    public void Apply(DictValue record) => Descend(record, root, 0);

    private void Descend(Value value, JsonNode? schemaNode, int depth)
    {
        if (depth > MaxDepth || schemaNode is not JsonObject schema) return;
        if (schema["$ref"] is JsonValue reference)
        {
            Descend(value, Resolve(reference.ToString()), depth + 1);
            return;
        }
        if (value is DictValue map && schema["properties"] is JsonObject properties)
        {
            foreach (var (key, inner) in properties)
            {
                if (map[key] is not { } field) continue;
                var converted = Convert(field, inner);
                if (!ReferenceEquals(converted, field)) map[key] = converted;
                Descend(converted, inner, depth + 1);
            }
        }
        else if (value is ListValue list && schema["items"] is JsonObject items)
        {
            for (var i = 0; i < list.Elements.Count; i++)
            {
                list.Elements[i] = Convert(list.Elements[i], items);
                Descend(list.Elements[i], items, depth + 1);
            }
        }
    }

    private JsonNode? Resolve(string reference)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal)) return null;
        JsonNode? node = root;
        foreach (var step in reference[2..].Split('/')) node = node is JsonObject map ? map[step.Replace("~1", "/").Replace("~0", "~")] : null;
        return node;
    }

    private static Value Convert(Value value, JsonNode? schemaNode)
    {
        if (schemaNode is not JsonObject schema) return value;
        var types = TypesOf(schema["type"]);
        if (value.IsNone && types.Contains("null")) return value;
        if (schema["type"] is JsonArray) types.RemoveAll(type => type == "null");
        if (types.Count != 1) return value;
        return types[0] switch
        {
            "string" => value is StrValue ? value : Tree.Text(value.ToString()),
            "number" => ToNumber(value),
            "integer" => ToInteger(value),
            "boolean" => ToBoolean(value),
            "array" => Wrap(value, schema),
            _ => value,
        };
    }

    private static List<string> TypesOf(JsonNode? type) => type switch
    {
        JsonArray list => [.. list.Select(item => item?.ToString() ?? "null")],
        JsonValue single => [single.ToString()],
        _ => [],
    };

    private static Value ToNumber(Value value) => value switch
    {
        FloatValue => value,
        IntValue number => new FloatValue((double)number.Number),
        BoolValue flag => new FloatValue(flag.Flag ? 1 : 0),
        StrValue text when double.TryParse(text.Text.Trim().Replace("_", ""), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => new FloatValue(number),
        _ => value,
    };

    private static Value ToInteger(Value value) => value switch
    {
        FloatValue number when double.IsFinite(number.Number) => IntValue.Of(new BigInteger(Math.Truncate(number.Number))),
        BoolValue flag => IntValue.Of(flag.Flag ? 1 : 0),
        StrValue text when BigInteger.TryParse(text.Text.Trim().Replace("_", ""), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => IntValue.Of(number),
        _ => value,
    };

    private static Value ToBoolean(Value value)
    {
        if (value is not StrValue text) return BoolValue.Of(value.Truthy);
        return text.Text.ToLowerInvariant().Trim() switch
        {
            "y" or "yes" or "t" or "true" or "on" or "1" => BoolValue.True,
            "n" or "no" or "f" or "false" or "off" or "0" => BoolValue.False,
            _ => value,
        };
    }

    private static Value Wrap(Value value, JsonObject schema)
    {
        if (value is not (StrValue or FloatValue or IntValue or BoolValue or NoneValue)) return value;
        var items = schema["items"] is JsonObject item ? item["type"] : null;
        // A single type counts letter by letter in the reference implementation, so only lists of types (and none) wrap.
        if (items is JsonValue) return value;
        return TypesOf(items).All(type => type is "string" or "number" or "integer" or "boolean" or "null") ? new ListValue(new List<Value> { value }) : value;
    }
}
