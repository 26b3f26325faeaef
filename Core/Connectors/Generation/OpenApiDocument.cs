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
            if (root["servers"] is JsonArray { Count: > 0 } servers && servers[0] is JsonObject server && (string?)server["url"] is { } url) return Absolute(url, server["variables"] as JsonObject).TrimEnd('/');
            var host = (string?)root["host"] ?? "api.example.com";
            var scheme = (root["schemes"] as JsonArray)?.Select(item => (string?)item).Contains("https") == false ? "http" : "https";
            return $"{scheme}://{host}{((string?)root["basePath"] ?? "").TrimEnd('/')}";
        }
    }

    private static string Absolute(string url, JsonObject? variables)
    {
        foreach (var (name, variable) in variables ?? [])
            url = url.Replace("{" + name + "}", variable?["default"]?.ToString() ?? name, StringComparison.Ordinal);
        return url.Contains("://", StringComparison.Ordinal) ? url : "https://api.example.com" + (url.StartsWith('/') ? "" : "/") + url;
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

    /// <summary>The query parameters of an operation, those of its path included.</summary>
    public OrderedDictionary<string, QueryParameter> QueryParameters(JsonObject path, JsonObject operation)
    {
        var parameters = new OrderedDictionary<string, QueryParameter>(StringComparer.Ordinal);
        foreach (var item in (path["parameters"] as JsonArray ?? []).Concat(operation["parameters"] as JsonArray ?? []))
            if (Resolve(item) is { } parameter && (string?)parameter["in"] == "query" && (string?)parameter["name"] is { } name)
                parameters[name] = Parameter(parameter);
        return parameters;
    }

    private QueryParameter Parameter(JsonObject parameter)
    {
        var schema = Resolve(parameter["schema"]) ?? parameter;
        var value = schema["default"] ?? (schema["enum"] as JsonArray)?.FirstOrDefault() ?? parameter["example"] ?? schema["example"];
        return new QueryParameter(
            schema["default"]?.ToString(), schema["maximum"] is JsonValue most && most.TryGetValue(out int maximum) ? maximum : null,
            parameter["required"]?.GetValueKind() == System.Text.Json.JsonValueKind.True, (value as JsonValue)?.ToString(),
            (string?)schema["format"] ?? TypeOf(schema));
    }

    private static string TypeOf(JsonObject schema) => schema["type"] switch
    {
        JsonArray several => several.Select(item => (string?)item).FirstOrDefault(item => item != "null") ?? "",
        JsonValue one => one.ToString(),
        _ => "",
    };

    /// <summary>Whether the good answer has a header that names the next page.</summary>
    public bool HasLinkHeader(JsonObject operation) =>
        Good(operation)?["headers"] is JsonObject headers && headers.Any(header => header.Key.Equals("Link", StringComparison.OrdinalIgnoreCase));

    /// <summary>The schema of the good JSON answer, or null.</summary>
    public JsonObject? AnswerSchema(JsonObject operation)
    {
        if (Good(operation) is not { } answer) return null;
        if (answer["schema"] is { } old) return Resolve(old);
        var content = answer["content"] as JsonObject;
        var media = (content?.FirstOrDefault(member => member.Key.Contains("json", StringComparison.OrdinalIgnoreCase)).Value ?? content?["*/*"]) as JsonObject;
        return Resolve(media?["schema"]);
    }

    private JsonObject? Good(JsonObject operation) => operation["responses"] is not JsonObject responses ? null
        : Resolve(responses["200"] ?? responses["2XX"] ?? responses.FirstOrDefault(one => one.Key.StartsWith('2')).Value ?? responses["default"]);

    /// <summary>The members of an object schema, those of allOf included.</summary>
    public OrderedDictionary<string, JsonObject> Properties(JsonObject? schema, int depth = 0)
    {
        var properties = new OrderedDictionary<string, JsonObject>();
        if (schema is null || depth > MaxDepth) return properties;
        foreach (var part in schema["allOf"] as JsonArray ?? [])
            foreach (var (name, value) in Properties(Resolve(part), depth + 1)) properties[name] = value;
        foreach (var part in schema["oneOf"] as JsonArray ?? schema["anyOf"] as JsonArray ?? [])
            foreach (var (name, value) in Properties(Resolve(part), depth + 1)) properties.TryAdd(name, value);
        foreach (var (name, value) in schema["properties"] as JsonObject ?? [])
            if (Resolve(value) is { } property) properties[name] = property;
        return properties;
    }

    public bool IsList(JsonObject? schema) => schema is not null && (TypeOf(schema) == "array" || schema["items"] is not null);

    public AuthDraft Auth()
    {
        var schemes = (root["components"]?["securitySchemes"] ?? root["securityDefinitions"]) as JsonObject ?? [];
        var asked = (root["security"] as JsonArray ?? []).OfType<JsonObject>().SelectMany(need => need.Select(scheme => scheme.Key)).ToList();
        return schemes.Select(scheme => (Asked: asked.IndexOf(scheme.Key) is >= 0 and var at ? at : int.MaxValue, Draft: AuthOf(Resolve(scheme.Value))))
            .Where(candidate => candidate.Draft is not null)
            .OrderBy(candidate => candidate.Asked).ThenBy(candidate => Simplicity(candidate.Draft!.Style)).Select(candidate => candidate.Draft).FirstOrDefault() ?? new(AuthStyle.None);
    }

    private static int Simplicity(AuthStyle style) => style switch { AuthStyle.Bearer => 0, AuthStyle.ApiKeyHeader => 1, AuthStyle.ApiKeyQuery => 2, AuthStyle.Basic => 3, _ => 4 };

    private static AuthDraft? AuthOf(JsonObject? scheme) => ((string?)scheme?["type"], ((string?)scheme?["scheme"])?.ToLowerInvariant(), (string?)scheme?["in"]) switch
    {
        ("http", "bearer", _) => new(AuthStyle.Bearer),
        ("http", "basic", _) or ("basic", _, _) => new(AuthStyle.Basic),
        ("apiKey", _, "header") => new(AuthStyle.ApiKeyHeader, (string?)scheme!["name"] ?? "Authorization"),
        ("apiKey", _, "query") => new(AuthStyle.ApiKeyQuery, (string?)scheme!["name"] ?? "api_key"),
        ("oauth2", _, _) when Token(scheme!, "clientCredentials", "application") is { } token => new(AuthStyle.OAuthClientCredentials, token),
        ("oauth2", _, _) when Token(scheme!, "authorizationCode", "accessCode") is { } token => new(AuthStyle.OAuthRefreshToken, token),
        ("oauth2", _, _) or ("openIdConnect", _, _) => new(AuthStyle.Bearer),
        _ => null,
    };

    /// <summary>Where tokens are asked for, in the words of OpenAPI 3 or 2; null for another flow or an address that is not absolute.</summary>
    private static string? Token(JsonObject scheme, string flow, string oldFlow)
    {
        var here = scheme["flows"]?[flow] as JsonObject;
        var url = (string?)here?["refreshUrl"] ?? (string?)here?["tokenUrl"] ?? ((string?)scheme["flow"] == oldFlow ? (string?)scheme["tokenUrl"] : null);
        return url?.Contains("://", StringComparison.Ordinal) == true ? url : null;
    }
}

/// <summary>A query parameter.</summary>
/// <param name="Default">What the API assumes, or null.</param>
/// <param name="Maximum">The largest number, or null.</param>
/// <param name="IsRequired">The API refuses requests without it.</param>
/// <param name="Value">A value that is possible: default, first choice or example.</param>
/// <param name="Kind">Format, or type where there is none.</param>
internal sealed record QueryParameter(string? Default, int? Maximum, bool IsRequired, string? Value, string Kind);
