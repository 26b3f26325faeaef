using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Conformance.Connectors;

/// <summary>A request in a form that compares: query and form fields without order, JSON as JSON.</summary>
internal static class RequestKey
{
    /// <summary>Headers that belong to the client, not to the connector.</summary>
    private static readonly HashSet<string> OfClient = new(StringComparer.OrdinalIgnoreCase) { "User-Agent", "Accept-Encoding", "Accept", "Connection", "Content-Length" };

    public static string Of(JsonNode exchange) => Of(
        exchange["method"]!.GetValue<string>(), exchange["url"]!.GetValue<string>(), exchange["body"]?.GetValue<string>(),
        [.. (exchange["headers"] as JsonObject ?? []).Select(header => KeyValuePair.Create(header.Key, header.Value!.ToString()))]);

    public static string Of(string method, string url, string? body, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var own = headers.Where(header => !OfClient.Contains(header.Key)).Select(header => $" {header.Key.ToLowerInvariant()}: {header.Value}").Order(StringComparer.Ordinal);
        return Of(method, url, body) + string.Concat(own);
    }

    private static string Of(string method, string url, string? body)
    {
        var cut = url.IndexOf('?');
        var query = cut < 0 ? "" : "?" + string.Join('&', url[(cut + 1)..].Split('&').Order(StringComparer.Ordinal));
        return $"{method} {(cut < 0 ? url : url[..cut])}{query}{Body(body)}";
    }

    private static string Body(string? body)
    {
        if (string.IsNullOrEmpty(body)) return "";
        try
        {
            return " " + Canonical.Text(JsonNode.Parse(body));
        }
        catch (JsonException)
        {
            return " " + string.Join('&', body.Split('&').Order(StringComparer.Ordinal));
        }
    }
}

/// <summary>JSON with sorted keys and numbers by value.</summary>
internal static class Canonical
{
    public static string Text(JsonNode? node) => node switch
    {
        null => "null",
        JsonArray list => $"[{string.Join(',', list.Select(Text))}]",
        JsonObject map => $"{{{string.Join(',', map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{JsonSerializer.Serialize(entry.Key)}:{Text(entry.Value)}"))}}}",
        _ => Scalar(node),
    };

    private static string Scalar(JsonNode node)
    {
        using var document = JsonDocument.Parse(node.ToJsonString());
        var element = document.RootElement;
        if (element.ValueKind != JsonValueKind.Number) return node.ToJsonString();
        return element.TryGetDecimal(out var number) ? (number / 1.000000000000000000000000000000m).ToString() : element.GetDouble().ToString("R");
    }
}
