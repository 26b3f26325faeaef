using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Supertrack.Core.Schemas.Validation;

/// <summary>
/// Checks a JSON value against a JSON Schema (2020-12): types, members, items, values, bounds, combinations, conditions and references
/// within the document. Formats are annotations, as the specification has it by default.
/// </summary>
public sealed class SchemaValidator(JsonNode schema)
{
    private const int MaxDepth = 200;
    private static readonly TimeSpan PatternLimit = TimeSpan.FromMilliseconds(200);

    /// <summary>The first thing wrong with <paramref name="value"/> as `path: what`, or null when it is valid.</summary>
    public string? FirstError(JsonNode? value) => Check(schema, value, "$", 0);

    public bool IsValid(JsonNode? value) => FirstError(value) is null;

    private string? Check(JsonNode? rule, JsonNode? value, string path, int depth)
    {
        if (rule is JsonValue flag) return flag.TryGetValue(out bool allowed) && !allowed ? $"{path}: nothing is allowed here" : null;
        if (rule is not JsonObject node) return null;
        if (depth > MaxDepth) return $"{path}: nested deeper than {MaxDepth} levels";
        if (node["$ref"] is JsonValue reference && Resolve(reference.GetValue<string>()) is { } target && Check(target, value, path, depth + 1) is { } error) return error;
        return CheckType(node, value, path)
            ?? CheckValue(node, value, path)
            ?? (value is JsonObject members ? CheckMembers(node, members, path, depth) : null)
            ?? (value is JsonArray items ? CheckItems(node, items, path, depth) : null)
            ?? CheckCombinations(node, value, path, depth);
    }

    private JsonNode? Resolve(string reference)
    {
        if (!reference.StartsWith('#')) return null;
        JsonNode? at = schema;
        foreach (var part in reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var key = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            at = at switch
            {
                JsonObject o => o[key],
                JsonArray a when int.TryParse(key, out var i) && i < a.Count => a[i],
                _ => null,
            };
        }
        return at;
    }

    private static string? CheckType(JsonObject node, JsonNode? value, string path)
    {
        var wanted = SchemaNode.Types(node);
        if (wanted.Count == 0) return null;
        var actual = SchemaNode.TypeOf(value);
        return wanted.Contains(actual) || (actual == "integer" && wanted.Contains("number")) ? null : $"{path}: {actual} where {string.Join(" or ", wanted)} is due";
    }

    private static string? CheckValue(JsonObject node, JsonNode? value, string path)
    {
        if (node["enum"] is JsonArray values && !values.Any(v => JsonNode.DeepEquals(v, value))) return $"{path}: {value?.ToJsonString() ?? "null"} is none of the allowed values";
        if (node.TryGetPropertyValue("const", out var constant) && !JsonNode.DeepEquals(constant, value)) return $"{path}: {value?.ToJsonString() ?? "null"} where {constant?.ToJsonString() ?? "null"} is due";
        if (value is not JsonValue scalar) return null;
        if (scalar.GetValueKind() == JsonValueKind.String)
        {
            var text = scalar.GetValue<string>();
            if (SchemaNode.Number(node, "minLength") > text.Length || SchemaNode.Number(node, "maxLength") < text.Length) return $"{path}: {text.Length} characters are out of bounds";
            if (node["pattern"] is JsonValue pattern && !Regex.IsMatch(text, pattern.GetValue<string>(), RegexOptions.None, PatternLimit)) return $"{path}: does not match {pattern}";
        }
        if (scalar.GetValueKind() == JsonValueKind.Number && double.TryParse(scalar.ToJsonString(), out var number)
            && (number < SchemaNode.Number(node, "minimum") || number > SchemaNode.Number(node, "maximum") || number <= SchemaNode.Number(node, "exclusiveMinimum") || number >= SchemaNode.Number(node, "exclusiveMaximum")))
        {
            return $"{path}: {number} is out of bounds";
        }
        return null;
    }

    private string? CheckMembers(JsonObject node, JsonObject members, string path, int depth)
    {
        if (node["required"] is JsonArray required)
        {
            foreach (var name in required)
                if (name is not null && !members.ContainsKey(name.GetValue<string>())) return $"{path}: {name} is missing";
        }
        var properties = node["properties"] as JsonObject;
        var patterns = node["patternProperties"] as JsonObject;
        foreach (var (name, value) in members)
        {
            var known = properties is not null && properties.ContainsKey(name);
            if (known && Check(properties![name], value, $"{path}.{name}", depth + 1) is { } error) return error;
            foreach (var (pattern, rule) in patterns ?? [])
            {
                if (!Regex.IsMatch(name, pattern, RegexOptions.None, PatternLimit)) continue;
                known = true;
                if (Check(rule, value, $"{path}.{name}", depth + 1) is { } wrong) return wrong;
            }
            if (!known && node["additionalProperties"] is { } rest && Check(rest, value, $"{path}.{name}", depth + 1) is { } extra) return extra;
        }
        return SchemaNode.Number(node, "minProperties") > members.Count || SchemaNode.Number(node, "maxProperties") < members.Count ? $"{path}: {members.Count} members are out of bounds" : null;
    }

    private string? CheckItems(JsonObject node, JsonArray items, string path, int depth)
    {
        if (SchemaNode.Number(node, "minItems") > items.Count || SchemaNode.Number(node, "maxItems") < items.Count) return $"{path}: {items.Count} items are out of bounds";
        var prefix = node["prefixItems"] as JsonArray;
        for (var i = 0; i < items.Count; i++)
        {
            var rule = prefix is not null && i < prefix.Count ? prefix[i] : node["items"];
            if (Check(rule, items[i], $"{path}[{i}]", depth + 1) is { } error) return error;
        }
        return null;
    }

    private string? CheckCombinations(JsonObject node, JsonNode? value, string path, int depth)
    {
        foreach (var rule in node["allOf"] as JsonArray ?? [])
            if (Check(rule, value, path, depth + 1) is { } error) return error;
        if (node["anyOf"] is JsonArray any && any.All(r => Check(r, value, path, depth + 1) is not null)) return $"{path}: fits none of the alternatives";
        if (node["oneOf"] is JsonArray one && one.Count(r => Check(r, value, path, depth + 1) is null) != 1) return $"{path}: does not fit exactly one alternative";
        if (node["not"] is { } not && Check(not, value, path, depth + 1) is null) return $"{path}: fits what is excluded";
        if (node["if"] is { } condition)
        {
            var branch = Check(condition, value, path, depth + 1) is null ? node["then"] : node["else"];
            if (branch is not null) return Check(branch, value, path, depth + 1);
        }
        return null;
    }
}
