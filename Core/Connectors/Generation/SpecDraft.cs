using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Generation;

/// <summary>The connection specification and the authenticator that reads it.</summary>
internal static class SpecDraft
{
    public static JsonObject Of(string baseUrl, AuthDraft auth, IReadOnlyList<StreamDraft> streams)
    {
        var properties = new JsonObject { ["base_url"] = new JsonObject { ["type"] = "string", ["title"] = "Base URL", ["default"] = baseUrl, ["order"] = 0 } };
        var required = new JsonArray("base_url");
        foreach (var (name, secret) in Fields(auth))
        {
            var field = new JsonObject { ["type"] = "string", ["title"] = name.Replace('_', ' '), ["order"] = properties.Count };
            if (secret) field["airbyte_secret"] = true;
            properties[name] = field;
            required.Add(name);
        }
        foreach (var setting in streams.SelectMany(stream => stream.Settings).DistinctBy(setting => setting.Name))
        {
            var field = new JsonObject { ["type"] = setting.Type, ["title"] = setting.Title, ["order"] = properties.Count };
            if (setting.Default is { } given) field["default"] = given;
            properties[setting.Name] = field;
            required.Add(setting.Name);
        }
        if (streams.Any(stream => stream.Since is not null))
            properties["start_date"] = new JsonObject { ["type"] = "string", ["title"] = "Start date", ["format"] = "date-time", ["examples"] = new JsonArray("2024-01-01T00:00:00Z"), ["order"] = properties.Count };
        return new JsonObject
        {
            ["type"] = "Spec",
            ["connection_specification"] = new JsonObject
            {
                ["$schema"] = "http://json-schema.org/draft-07/schema#",
                ["type"] = "object",
                ["required"] = required,
                ["additionalProperties"] = true,
                ["properties"] = properties,
            },
        };
    }

    public static JsonObject? Authenticator(AuthDraft auth) => auth.Style switch
    {
        AuthStyle.Bearer => new() { ["type"] = "BearerAuthenticator", ["api_token"] = "{{ config['api_key'] }}" },
        AuthStyle.Basic => new() { ["type"] = "BasicHttpAuthenticator", ["username"] = "{{ config['username'] }}", ["password"] = "{{ config['password'] }}" },
        AuthStyle.ApiKeyHeader => Key(auth.Name, "header"),
        AuthStyle.ApiKeyQuery => Key(auth.Name, "request_parameter"),
        AuthStyle.OAuthClientCredentials => new()
        {
            ["type"] = "OAuthAuthenticator",
            ["token_refresh_endpoint"] = auth.Name,
            ["client_id"] = "{{ config['client_id'] }}",
            ["client_secret"] = "{{ config['client_secret'] }}",
            ["grant_type"] = "client_credentials",
        },
        AuthStyle.OAuthRefreshToken => new()
        {
            ["type"] = "OAuthAuthenticator",
            ["token_refresh_endpoint"] = auth.Name,
            ["client_id"] = "{{ config['client_id'] }}",
            ["client_secret"] = "{{ config['client_secret'] }}",
            ["refresh_token"] = "{{ config['refresh_token'] }}",
        },
        _ => null,
    };

    private static JsonObject Key(string name, string place) => new()
    {
        ["type"] = "ApiKeyAuthenticator",
        ["api_token"] = "{{ config['api_key'] }}",
        ["inject_into"] = new JsonObject { ["type"] = "RequestOption", ["inject_into"] = place, ["field_name"] = name },
    };

    private static IEnumerable<(string Name, bool Secret)> Fields(AuthDraft auth) => auth.Style switch
    {
        AuthStyle.None => [],
        AuthStyle.Basic => [("username", false), ("password", true)],
        AuthStyle.OAuthClientCredentials => [("client_id", false), ("client_secret", true)],
        AuthStyle.OAuthRefreshToken => [("client_id", false), ("client_secret", true), ("refresh_token", true)],
        _ => [("api_key", true)],
    };
}
