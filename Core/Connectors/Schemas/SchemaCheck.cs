using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Schemas;

/// <summary>Checks a value of the configuration against a JSON Schema: types, required, enum, const, patterns, bounds, items, combinations.</summary>
internal static class SchemaCheck
{
    private const int MaxDepth = 64;

    /// <returns>What is wrong and where; null where nothing is.</returns>
    public static string? Problem(Value value, JsonNode? schemaNode, string path, int depth = 0)
    {
        if (depth > MaxDepth || schemaNode is not JsonObject schema) return schemaNode is JsonValue flag && flag.TryGetValue(out bool allowed) && !allowed ? $"'{path}' may not be there" : null;
        if (schema["type"] is { } type && !HasType(value, type)) return $"'{path}' is a {value.TypeName}, not {type.ToJsonString()}";
        if (schema["enum"] is JsonArray options && !options.Any(option => Tree.Same(Tree.FromJson(option), value))) return $"'{path}' is none of {options.ToJsonString()}";
        if (schema["const"] is { } constant && !Tree.Same(Tree.FromJson(constant), value)) return $"'{path}' is not {constant.ToJsonString()}";
        return Scalar(value, schema, path) ?? Inner(value, schema, path, depth) ?? Combined(value, schema, path, depth);
    }

    private static string? Scalar(Value value, JsonObject schema, string path)
    {
        if (value is StrValue text)
        {
            if (schema["minLength"]?.GetValue<int>() > text.Text.Length) return $"'{path}' is too short";
            if (schema["maxLength"]?.GetValue<int>() < text.Text.Length) return $"'{path}' is too long";
            if (schema["pattern"]?.ToString() is { } pattern && !Regex.IsMatch(text.Text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))) return $"'{path}' does not match {pattern}";
        }
        double? number = value switch { IntValue integer => (double)integer.Number, FloatValue single => single.Number, _ => null };
        if (number < schema["minimum"]?.GetValue<double>()) return $"'{path}' is below {schema["minimum"]}";
        if (number > schema["maximum"]?.GetValue<double>()) return $"'{path}' is above {schema["maximum"]}";
        return null;
    }

    private static string? Inner(Value value, JsonObject schema, string path, int depth)
    {
        if (value is DictValue map)
        {
            foreach (var name in schema["required"] as JsonArray ?? [])
                if (map[name!.ToString()] is null) return $"'{path}' lacks '{name}'";
            foreach (var (name, property) in schema["properties"] as JsonObject ?? [])
                if (map[name] is { } field && Problem(field, property, $"{path}.{name}", depth + 1) is { } problem) return problem;
        }
        if (value is ListValue list && schema["items"] is JsonObject items)
            return list.Items.Select((item, index) => Problem(item, items, $"{path}[{index}]", depth + 1)).FirstOrDefault(problem => problem is not null);
        return null;
    }

    private static string? Combined(Value value, JsonObject schema, string path, int depth)
    {
        if ((schema["allOf"] as JsonArray)?.Select(option => Problem(value, option, path, depth + 1)).FirstOrDefault(problem => problem is not null) is { } all) return all;
        foreach (var (keyword, exactly) in (ReadOnlySpan<(string, bool)>)[("anyOf", false), ("oneOf", true)])
        {
            if (schema[keyword] is not JsonArray options) continue;
            var fitting = options.Count(option => Problem(value, option, path, depth + 1) is null);
            if (fitting == 0 || (exactly && fitting > 1)) return $"'{path}' fits {fitting} of the forms of {keyword}";
        }
        return schema["not"] is { } not && Problem(value, not, path, depth + 1) is null ? $"'{path}' has a form that is not allowed" : null;
    }

    private static bool HasType(Value value, JsonNode type)
    {
        IEnumerable<string> names = type is JsonArray list ? list.Select(item => item!.ToString()) : [type.ToString()];
        return names.Any(name => name switch
        {
            "null" => value.IsNone,
            "boolean" => value is BoolValue,
            "integer" => value is IntValue || (value is FloatValue number && number.Number == Math.Truncate(number.Number)),
            "number" => value is IntValue or FloatValue,
            "string" => value is StrValue,
            "array" => value is SequenceValue,
            "object" => value is DictValue,
            _ => false,
        });
    }
}
