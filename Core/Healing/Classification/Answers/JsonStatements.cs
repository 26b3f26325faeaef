using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Supertrack.Core.Healing.Classification.Answers;

/// <summary>
/// Finds codes, messages and targets in a JSON error body of any shape: problem+json (RFC 9457), OAuth (RFC 6749 5.2), GraphQL,
/// JSON:API, and the shapes that vendors invented. It goes by what a member is called and what its value looks like.
/// </summary>
internal static partial class JsonStatements
{
    private const int MaxDepth = 8;

    [GeneratedRegex(@"^(code|error|type|reason|subcode|category|subcategory|name|status|kind|exception|__type|fault|faultcode|tag|key|errors?|issue|rule|cause|suberror|policy_?name|title|error_?(code|codes|type|name|key|sub_?code|status|id)|(status|response|result)_?(code|text)|quota_?limit|.*error|class)$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex CodeName();

    [GeneratedRegex(@"^(param(eter)?(_?name)?|field(_?name|_?path)?|location|property(_?name)?|target|pointer|argument(_?name)?|attribute|invalid_?param|path|loc|column|extra|undefined_?field)$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex TargetName();

    [GeneratedRegex(@"(id|uuid|trace|url|uri|href|link|doc|docs|documentation|timestamp|time|date|host|request|more_info|help|instance|stack|stack_?trace|locale|@odata\.type|@type|version)$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex NoiseName();

    public static void Read(JsonNode? root, Findings found)
    {
        Walk(root, "", "body", found, 0);
        if (found.IsEmpty) Everything(root, found, 0);
    }

    private static void Walk(JsonNode? node, string name, string place, Findings found, int depth)
    {
        if (depth > MaxDepth) return;
        switch (node)
        {
            case JsonObject map:
                foreach (var (key, value) in map) Walk(value, key, place == "body" ? key : place + "." + key, found, depth + 1);
                break;
            case JsonArray list:
                if (TargetName().IsMatch(name)) Targets(list, found);
                foreach (var item in list.Take(20)) Walk(item, name, place + "[]", found, depth + 1);
                break;
            case JsonValue value:
                Leaf(value, name, place, found);
                break;
        }
    }

    private static void Targets(JsonArray list, Findings found)
    {
        foreach (var item in list)
        {
            if (item is JsonValue v && v.TryGetValue(out string? s)) found.Target(s);
        }
    }

    private static void Leaf(JsonValue value, string name, string place, Findings found)
    {
        if (value.GetValueKind() == JsonValueKind.Number)
        {
            if (CodeName().IsMatch(name) && value.TryGetValue(out long number)) found.Number(place, number);
            return;
        }

        if (value.GetValueKind() != JsonValueKind.String) return;
        var text = value.GetValue<string>().Trim();
        if (text.Length == 0) return;
        if (CodeName().IsMatch(name) && long.TryParse(text, out var code)) found.Number(place, code);
        if (TargetName().IsMatch(name)) found.Target(text);
        if (LooksLikeAddress(text) && !text.Contains(' ')) return;
        var sentence = text.Contains(' ');
        if (sentence && !name.Equals("query", StringComparison.OrdinalIgnoreCase)) Sentence(text, name, place, found);
        else if (CodeName().IsMatch(name) || (!NoiseName().IsMatch(name) && MachineName().IsMatch(text))) found.Code(text, place);
    }

    /// <summary>A message kept under the name of what it is about (<c>"errors": {"page": "cannot be passed"}</c>) is read with that name.</summary>
    private static void Sentence(string text, string name, string place, Findings found)
    {
        var about = FieldMap().Match(place);
        if (!about.Success || KnownMember().IsMatch(name))
        {
            found.Message(text, place);
            return;
        }

        found.Target(about.Groups[1].Value);
        found.Message(text.Contains(about.Groups[1].Value, StringComparison.OrdinalIgnoreCase) ? text : $"{about.Groups[1].Value}: {text}", place);
    }

    private static void Everything(JsonNode? node, Findings found, int depth)
    {
        if (depth > MaxDepth) return;
        switch (node)
        {
            case JsonObject map:
                foreach (var (_, value) in map) Everything(value, found, depth + 1);
                break;
            case JsonArray list:
                foreach (var item in list.Take(20)) Everything(item, found, depth + 1);
                break;
            case JsonValue value when value.TryGetValue(out string? text):
                found.Message(text, "body");
                break;
        }
    }

    private static bool LooksLikeAddress(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_.\-/:#]{2,79}$", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex MachineName();

    [GeneratedRegex(@"(?:^|\.)(?:errors?|fields?|field_?errors|validation_?errors|messages|details|invalid_?fields|params)(?:\[\])?\.([A-Za-z_][\w.\-\[\]]*?)(?:\[\])*$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex FieldMap();

    [GeneratedRegex(@"^(message|msg|detail|details|description|title|reason|text|error|errors|code|type|hint|info|summary|name|status|error_.*|.*message|.*description|.*detail|faultstring|cause|help|base)$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex KnownMember();
}
