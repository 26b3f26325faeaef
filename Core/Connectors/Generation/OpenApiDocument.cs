using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Generation;

/// <summary>Reads an OpenAPI 2 or 3 description: references, parameters, answers, servers, security.</summary>
internal sealed class OpenApiDocument(JsonObject root)
{
    private const int MaxDepth = 8;

    public JsonObject Paths => root["paths"] as JsonObject ?? throw new FormatException("the description has no paths; give an OpenAPI 2 or 3 document");

    public string BaseUrl
    {
        get
        {
            if (root["servers"] is JsonArray { Count: > 0 } servers && (string?)servers[0]?["url"] is { } url) return url.TrimEnd('/');
            var host = (string?)root["host"] ?? "api.example.com";
            var scheme = (root["schemes"] as JsonArray)?.Select(item => (string?)item).Contains("https") == false ? "http" : "https";
            return $"{scheme}://{host}{((string?)root["basePath"] ?? "").TrimEnd('/')}";
        }
    }

    public JsonObject? Resolve(JsonNode? node)
    {
        for (var hops = 0; node is JsonObject found && hops < 20; hops++)
        {
            if ((string?)found["$ref"] is not { } reference) return found;
            node = root;
            foreach (var step in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
                node = (node as JsonObject)?[step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)];
        }
        return null;
    }

    /// <summary>The query parameters of an operation with their defaults.</summary>
    public Dictionary<string, string?> QueryParameters(JsonObject path, JsonObject operation)
    {
        var parameters = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var item in (path["parameters"] as JsonArray ?? []).Concat(operation["parameters"] as JsonArray ?? []))
            if (Resolve(item) is { } parameter && (string?)parameter["in"] == "query" && (string?)parameter["name"] is { } name)
                parameters[name] = ((parameter["schema"] ?? parameter) as JsonObject)?["default"]?.ToString();
        return parameters;
    }

    public bool HasRequiredQuery(JsonObject path, JsonObject operation) =>
        (path["parameters"] as JsonArray ?? []).Concat(operation["parameters"] as JsonArray ?? []).Select(Resolve)
            .Any(parameter => (string?)parameter?["in"] == "query" && parameter["required"]?.GetValueKind() == System.Text.Json.JsonValueKind.True);

    /// <summary>The schema of the good JSON answer, or null.</summary>
    public JsonObject? AnswerSchema(JsonObject operation)
    {
        var responses = operation["responses"] as JsonObject;
        var answer = Resolve(responses?["200"] ?? responses?["2XX"] ?? responses?["default"]);
        if (answer is null) return null;
        if (answer["schema"] is { } old) return Resolve(old);
        var content = answer["content"] as JsonObject;
        var media = content?.FirstOrDefault(member => member.Key.Contains("json", StringComparison.OrdinalIgnoreCase)).Value;
        return Resolve(media?["schema"]);
    }

    /// <summary>The members of an object schema, those of allOf included.</summary>
    public OrderedDictionary<string, JsonObject> Properties(JsonObject? schema, int depth = 0)
    {
        var properties = new OrderedDictionary<string, JsonObject>();
        if (schema is null || depth > MaxDepth) return properties;
        foreach (var part in schema["allOf"] as JsonArray ?? [])
            foreach (var (name, value) in Properties(Resolve(part), depth + 1)) properties[name] = value;
        foreach (var (name, value) in schema["properties"] as JsonObject ?? [])
            if (Resolve(value) is { } property) properties[name] = property;
        return properties;
    }

    public bool IsList(JsonObject? schema) => schema is not null && (schema["type"]?.ToString() == "array" || schema["items"] is not null);

    public AuthDraft Auth()
    {
        var schemes = (root["components"]?["securitySchemes"] ?? root["securityDefinitions"]) as JsonObject ?? [];
        var drafts = schemes.Select(scheme => AuthOf(Resolve(scheme.Value))).OfType<AuthDraft>().ToList();
        return drafts.OrderBy(draft => draft.Style switch { AuthStyle.Bearer => 0, AuthStyle.ApiKeyHeader => 1, AuthStyle.ApiKeyQuery => 2, AuthStyle.Basic => 3, _ => 4 }).FirstOrDefault() ?? new(AuthStyle.None);
    }

    private static AuthDraft? AuthOf(JsonObject? scheme) => ((string?)scheme?["type"], ((string?)scheme?["scheme"])?.ToLowerInvariant(), (string?)scheme?["in"]) switch
    {
        ("http", "bearer", _) => new(AuthStyle.Bearer),
        ("http", "basic", _) or ("basic", _, _) => new(AuthStyle.Basic),
        ("apiKey", _, "header") => new(AuthStyle.ApiKeyHeader, (string?)scheme!["name"] ?? "Authorization"),
        ("apiKey", _, "query") => new(AuthStyle.ApiKeyQuery, (string?)scheme!["name"] ?? "api_key"),
        ("oauth2", _, _) when (string?)scheme!["flows"]?["clientCredentials"]?["tokenUrl"] is { } token => new(AuthStyle.OAuthClientCredentials, token),
        ("oauth2", _, _) or ("openIdConnect", _, _) => new(AuthStyle.Bearer),
        _ => null,
    };
}
