using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification;

/// <summary>Reads the JSON form of a sample: <c>{request?: {method, url}, status, headers, body, error?, history?}</c>.</summary>
public static class FailureSampleReader
{
    /// <exception cref="FormatException">The text is not a JSON object, or has neither a status nor an error.</exception>
    public static FailureSample Parse(string json)
    {
        JsonNode? root;
        try
        {
            root = LenientJson.Parse(json, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        }
        catch (JsonException e)
        {
            throw new FormatException($"not JSON at line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}; expected an object with status, headers and body", e);
        }

        return root is JsonObject sample
            ? Read(sample)
            : throw new FormatException("the document is not an object; expected {request, status, headers, body}");
    }

    private static FailureSample Read(JsonObject sample)
    {
        var request = sample["request"] as JsonObject;
        var error = Text(sample["error"]) ?? Text(sample["exception"]) ?? Text(sample["networkError"]);
        var status = Status(sample["status"] ?? sample["statusCode"]);
        if (status is null && error is null && sample["body"] is null)
            throw new FormatException("neither status nor error is given; add the HTTP status, or error with what the transport said");
        return new(
            (Text(request?["method"]) ?? "GET").ToUpperInvariant(),
            Text(request?["url"]) ?? Text(sample["url"]) ?? "",
            status ?? 0,
            Headers(sample["headers"] ?? sample["responseHeaders"]),
            Text(sample["body"] ?? sample["response"]) ?? "",
            error,
            sample["history"]);
    }

    private static int? Status(JsonNode? node) => node switch
    {
        JsonValue v when v.TryGetValue(out int number) => number,
        JsonValue v when v.TryGetValue(out string? text) && int.TryParse(text, out var number) => number,
        _ => null,
    };

    private static Dictionary<string, string> Headers(JsonNode? node)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var pairs = node switch
        {
            JsonObject map => map.Select(p => (p.Key, p.Value)),
            JsonArray list => list.OfType<JsonArray>().Where(p => p.Count == 2).Select(p => (Text(p[0]) ?? "", p[1]))
                .Concat(list.OfType<JsonObject>().Select(p => (Text(p["name"]) ?? "", p["value"]))),
            _ => [],
        };
        foreach (var (name, value) in pairs)
        {
            var text = value is JsonArray values ? string.Join(", ", values.Select(Text)) : Text(value) ?? "";
            headers[name] = headers.TryGetValue(name, out var before) ? before + ", " + text : text;
        }

        return headers;
    }

    private static string? Text(JsonNode? node) => node switch
    {
        null => null,
        JsonValue v when v.TryGetValue(out string? text) => text,
        _ => node.ToJsonString(),
    };
}
