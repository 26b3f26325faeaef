using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Documentation;

/// <summary>Describes a declarative manifest from its resolved form.</summary>
internal static class DeclarativeDescription
{
    public static ManifestDescription Of(JsonObject manifest)
    {
        var streams = (manifest["streams"] as JsonArray ?? []).OfType<JsonObject>()
            .SelectMany(stream => (string?)stream["type"] == "ConditionalStreams" ? (stream["streams"] as JsonArray ?? []).OfType<JsonObject>() : [stream]).ToList();
        var dynamic = (manifest["dynamic_streams"] as JsonArray)?.Count > 0;
        return new ManifestDescription(
            dynamic ? "an HTTP API; further streams are found when the connector is opened" : "an HTTP API",
            [.. streams.Select(stream => Requester(stream)?["authenticator"] as JsonObject).OfType<JsonObject>().Select(Authentication).Distinct()],
            [.. Limits(manifest)],
            [.. streams.Select(Stream)]);
    }

    private static JsonObject? Requester(JsonObject stream)
    {
        var retriever = stream["retriever"] ?? stream["full_refresh_stream"]?["retriever"];
        return (retriever?["requester"] ?? retriever?["creation_requester"]) as JsonObject;
    }

    private static StreamDescription Stream(JsonObject stream)
    {
        var retriever = stream["retriever"] as JsonObject;
        var requester = Requester(stream);
        return new StreamDescription
        {
            Name = Text(stream["name"]) ?? "",
            Source = requester is null ? "see the manifest" : $"{Text(requester["http_method"]) ?? "GET"} {Text(requester["url"]) ?? (Text(requester["url_base"]) ?? "").TrimEnd('/')}{Path(requester)}",
            PrimaryKey = Key(stream["primary_key"]),
            CursorField = Text(stream["incremental_sync"]?["cursor_field"]),
            Pagination = Pagination(retriever?["paginator"] as JsonObject),
            Parents = [.. Parents(retriever?["partition_router"]).Distinct()],
            Schema = Schema(stream["schema_loader"]),
        };
    }

    private static string Path(JsonObject requester) => Text(requester["path"]) is { Length: > 0 } path ? "/" + path.TrimStart('/') : "";

    private static string[] Key(JsonNode? key) => key switch
    {
        JsonValue one => [one.ToString()],
        JsonArray several => [.. several.Select(part => part is JsonArray path ? string.Join('.', path.Select(step => step?.ToString())) : part?.ToString() ?? "")],
        _ => [],
    };

    private static string? Pagination(JsonObject? paginator) => (string?)paginator?["type"] is null or "NoPagination" ? null : (string?)paginator["pagination_strategy"]?["type"] switch
    {
        "PageIncrement" => "numbered pages",
        "OffsetIncrement" => "offset and limit",
        "CursorPagination" when (string?)paginator["page_token_option"]?["type"] == "RequestPath" => "address of the next page",
        "CursorPagination" => "cursor",
        var other => other,
    };

    private static IEnumerable<string> Parents(JsonNode? router) => router switch
    {
        JsonArray several => several.SelectMany(Parents),
        JsonObject one => (one["parent_stream_configs"] as JsonArray ?? []).Select(config => Text(config?["stream"]?["name"])).OfType<string>()
            .Concat(Parents(one["underlying_partition_router"])),
        _ => [],
    };

    private static JsonObject? Schema(JsonNode? loader) => loader switch
    {
        JsonArray several => several.Select(Schema).FirstOrDefault(schema => schema is not null),
        JsonObject one when (string?)one["type"] == "InlineSchemaLoader" => one["schema"] as JsonObject,
        _ => null,
    };

    private static string Authentication(JsonObject authenticator) => (string?)authenticator["type"] switch
    {
        "BearerAuthenticator" => "bearer token",
        "BasicHttpAuthenticator" => "user name and password",
        "ApiKeyAuthenticator" => $"API key in {Text(authenticator["inject_into"]?["inject_into"]) ?? "header"} {Text(authenticator["inject_into"]?["field_name"]) ?? Text(authenticator["header"])}".TrimEnd(),
        "OAuthAuthenticator" => $"OAuth 2, {Text(authenticator["grant_type"]) ?? "refresh_token"}",
        "SessionTokenAuthenticator" => "session token from a login",
        "JwtAuthenticator" => "signed JSON web token",
        "SelectiveAuthenticator" => "chosen by the configuration: " + string.Join(", ", (authenticator["authenticators"] as JsonObject ?? []).Select(one => one.Key)),
        "NoAuth" => "none",
        var other => other ?? "none",
    };

    private static IEnumerable<string> Limits(JsonObject manifest)
    {
        foreach (var policy in (manifest["api_budget"]?["policies"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var rates = (policy["rates"] as JsonArray ?? []).Select(rate => $"{Text(rate?["limit"])} requests per {Text(rate?["interval"])}");
            yield return policy["rates"] is null ? $"{Text(policy["call_limit"])} requests per {Text(policy["period"])}" : string.Join(", ", rates);
        }
        if (manifest["concurrency_level"] is JsonObject concurrency)
            yield return $"at most {Text(concurrency["default_concurrency"]) ?? Text(concurrency["max_concurrency"])} partitions at a time";
    }

    private static string? Text(JsonNode? node) => node is JsonValue value ? value.ToString() : null;
}
