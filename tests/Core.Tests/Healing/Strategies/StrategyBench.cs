using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Rows;
using Supertrack.Core.Healing.Strategies;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Tests.Healing.Strategies;

/// <summary>Holds one strategy against one answer.</summary>
internal static class StrategyBench
{
    public static Proposal First(IRepairStrategy strategy, ObservedExchange exchange, JsonObject? manifest = null) => Propose(strategy, exchange, manifest).MinBy(proposal => proposal.Cost)!;

    public static List<Proposal> Propose(IRepairStrategy strategy, ObservedExchange exchange, JsonObject? manifest = null) =>
        [.. strategy.Propose(new RepairEvidence(new StreamView(manifest ?? Manifest(), 0), Failed(exchange), RowSet.Of(["id"], Enumerable.Range(1, 9).Select(id => new JsonObject { ["id"] = id })), null, [], null))];

    public static ObservedExchange Answer(int status, string said, string path = "/v1/items", params (string Name, string Value)[] headers) =>
        new("GET", $"https://api.acme.example{path}", [], null, status, headers.ToDictionary(each => each.Name, each => each.Value, StringComparer.OrdinalIgnoreCase), said.Length == 0 ? "" : new JsonObject { ["error"] = said }.ToJsonString());

    /// <summary>Settings: api_key is the secret, the others are plain.</summary>
    public static JsonObject Manifest(string path = "/v1/items", string method = "GET", params string[] settings) => new()
    {
        ["streams"] = new JsonArray(new JsonObject
        {
            ["name"] = "items",
            ["retriever"] = new JsonObject
            {
                ["requester"] = new JsonObject
                {
                    ["url_base"] = "{{ config['base_url'] }}",
                    ["path"] = path,
                    ["http_method"] = method,
                    ["request_parameters"] = new JsonObject { ["status"] = "all" },
                    ["authenticator"] = new JsonObject
                    {
                        ["type"] = "ApiKeyAuthenticator",
                        ["api_token"] = "{{ config['api_key'] }}",
                        ["inject_into"] = new JsonObject { ["type"] = "RequestOption", ["inject_into"] = "request_parameter", ["field_name"] = "access_key" },
                    },
                },
                ["record_selector"] = new JsonObject { ["extractor"] = new JsonObject { ["field_path"] = new JsonArray() } },
            },
        }),
        ["spec"] = new JsonObject
        {
            ["connection_specification"] = new JsonObject
            {
                ["properties"] = new JsonObject(settings.Append("api_key").Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonObject { ["type"] = "string", ["airbyte_secret"] = name == "api_key" }))),
            },
        },
    };

    private static Observation Failed(ObservedExchange exchange) => new()
    {
        Rows = [],
        Exchanges = [],
        Failure = new TrialFailure(FailureClassifier.Classify(new FailureSample(exchange.Method, exchange.Url, exchange.Status, exchange.Headers, exchange.Body, null, null), DateTimeOffset.UnixEpoch), exchange),
    };
}
