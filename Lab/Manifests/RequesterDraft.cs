using System.Text.Json.Nodes;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Lab.Manifests;

/// <summary>The requester of a manifest: address, credential, parameters, and the query where the API speaks GraphQL.</summary>
internal static class RequesterDraft
{
    public static JsonObject Of(ApiVersion version, IReadOnlyList<JsonObject> sample, IReadOnlyDictionary<string, string> parameters, IReadOnlyDictionary<string, string> headers)
    {
        var requester = new JsonObject
        {
            ["type"] = "HttpRequester",
            ["url_base"] = "{{ config['base_url'] }}",
            ["path"] = version.Path,
            ["http_method"] = version.Method,
        };
        var sent = new Dictionary<string, string>(parameters, StringComparer.Ordinal);
        var sentHeaders = new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase);
        foreach (ParameterRule rule in version.Parameters.Where(rule => rule.Required && rule.Values.Count > 0))
        {
            (rule.Place == ParameterPlace.Header ? sentHeaders : sent).TryAdd(rule.Name, rule.Values[0]);
        }

        if (version.Auth.Count > 0)
        {
            requester["authenticator"] = Authenticator(version.Auth[0]);
        }

        // The format has room for one authenticator; what else is asked for goes as a header or parameter.
        foreach (AuthRule rule in version.Auth.Skip(1))
        {
            (rule.InQuery ? sent : sentHeaders)[rule.Name] = Secret(rule);
        }

        Add(requester, "request_parameters", sent);
        Add(requester, "request_headers", sentHeaders);
        if (version.GraphQl is { } graph)
        {
            requester["request_body_json"] = GraphBody(version, graph, sample);
        }

        return requester;
    }

    private static void Add(JsonObject requester, string place, Dictionary<string, string> values)
    {
        if (values.Count > 0)
        {
            requester[place] = new JsonObject(values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        }
    }

    private static JsonObject Authenticator(AuthRule rule) => rule.Type switch
    {
        AuthType.Bearer when rule.Scheme == "Bearer" => new JsonObject { ["type"] = "BearerAuthenticator", ["api_token"] = Config(rule.Credential) },
        AuthType.Basic => new JsonObject
        {
            ["type"] = "BasicHttpAuthenticator",
            ["username"] = rule.Username is null ? "" : Config(rule.Username),
            ["password"] = rule.Password is null ? "" : Config(rule.Password),
        },
        AuthType.OAuth => new JsonObject
        {
            ["type"] = "OAuthAuthenticator",
            ["token_refresh_endpoint"] = "{{ config['base_url'] }}" + rule.TokenPath,
            ["client_id"] = Config("client_id"),
            ["client_secret"] = Config("client_secret"),
            ["refresh_token"] = "{{ config.get('refresh_token') }}",
            ["grant_type"] = "{{ 'refresh_token' if config.get('refresh_token') else 'client_credentials' }}",
        },
        _ => new JsonObject
        {
            ["type"] = "ApiKeyAuthenticator",
            ["api_token"] = Secret(rule),
            ["inject_into"] = new JsonObject
            {
                ["type"] = "RequestOption",
                ["inject_into"] = rule.InQuery ? "request_parameter" : "header",
                ["field_name"] = rule.Name,
            },
        },
    };

    private static string Secret(AuthRule rule) => rule.Scheme.Length == 0 ? Config(rule.Credential) : $"{rule.Scheme} {Config(rule.Credential)}";

    private static string Config(string key) => $"{{{{ config['{key}'] }}}}";

    private static JsonObject GraphBody(ApiVersion version, GraphQlRule graph, IReadOnlyList<JsonObject> sample)
    {
        string nodes = version.Envelope.StartsWith($"data.{graph.Field}.", StringComparison.Ordinal) ? version.Envelope[$"data.{graph.Field}.".Length..] : "nodes";
        string after = version.Paging.CursorParam ?? "after";
        string size = version.Paging.SizeParam ?? "first";
        string query = $"query Read($after: String) {{ {graph.Field}({size}: {version.Paging.Size}, {after}: $after) {{ {nodes} {{ {Selection(sample)} }} pageInfo {{ hasNextPage endCursor }} }} }}";
        return new JsonObject
        {
            ["query"] = query,
            ["variables"] = new JsonObject { ["after"] = "{{ next_page_token['next_page_token'] if next_page_token else '' }}" },
        };
    }

    private static string Selection(IEnumerable<JsonObject> objects)
    {
        List<JsonObject> all = [.. objects];
        return string.Join(' ', all.SelectMany(one => one.Select(member => member.Key)).Distinct().Select(name =>
        {
            List<JsonObject> inner = [.. all.Select(one => one[name]).SelectMany(value => value is JsonArray list ? list.AsEnumerable() : [value]).OfType<JsonObject>()];
            return inner.Count > 0 ? $"{name} {{ {Selection(inner)} }}" : name;
        }));
    }
}
