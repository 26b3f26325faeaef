using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Rows;
using Supertrack.Core.Healing.Strategies;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Tests.Healing.Strategies;

/// <summary>Each strategy by itself: what an answer says, and the first thing proposed for it.</summary>
public sealed class StrategyTests
{
    [Theory]
    [InlineData("Send your token in the X-Acme-Key header.", "X-Acme-Key", "header")]
    [InlineData("Missing query parameter access_key.", "access_key", "request_parameter")]
    [InlineData("Pass the key as query parameter 'apiKey'.", "apiKey", "request_parameter")]
    public void A_credential_goes_where_the_refusal_says(string said, string name, string place)
    {
        var option = First(new CredentialPlace(), Answer(401, said)).Operations[0].Value!["inject_into"]!;

        Assert.Equal((name, place), (option["field_name"]!.ToString(), option["inject_into"]!.ToString()));
    }

    [Theory]
    [InlineData("Use a Bearer token in the Authorization header.", "BearerAuthenticator")]
    [InlineData("Authenticate with 'Authorization: Basic <credentials>'.", "BasicHttpAuthenticator")]
    public void A_scheme_that_is_named_is_tried(string said, string type) =>
        Assert.Contains(Propose(new CredentialPlace(), Answer(401, said)), proposal => proposal.Operations[0].Value!["type"]!.ToString() == type);

    [Theory]
    [InlineData("missing required parameter 'tz' (only 'UTC' is supported)", "tz", "UTC")]
    [InlineData("The locale parameter is required. Example: locale=en", "locale", "en")]
    [InlineData("Parameter 'format' is mandatory, e.g. 'json'", "format", "json")]
    [InlineData("lang is mandatory (en or sv)", "lang", "sv")]
    [InlineData("Parameter account is required. Accounts of this token: acme-main", "account", "acme-main")]
    public void A_required_parameter_gets_a_value_that_is_named_for_it(string said, string name, string value) =>
        Assert.Contains(Propose(new RequiredParameter(), Answer(400, said)), proposal => proposal.Operations[0].Path.EndsWith("/request_parameters/" + name, StringComparison.Ordinal) && proposal.Operations[0].Value!.ToString() == value);

    [Fact]
    public void A_header_named_at_the_end_of_a_sentence_is_sent_without_the_full_stop() =>
        Assert.Contains(
            Propose(new RequiredParameter(), Answer(400, "Missing header cal-api-version. Set it to 2024-08-13.")),
            proposal => proposal.Operations[0].Path.EndsWith("/request_headers/cal-api-version", StringComparison.Ordinal) && proposal.Operations[0].Value!.ToString() == "2024-08-13");

    [Theory]
    [InlineData("unknown parameter 'status', did you mean 'state'?", "state")]
    [InlineData("The parameter 'status' was renamed to 'record_state'.", "record_state")]
    [InlineData("status is no longer accepted; use filter_status", "filter_status")]
    public void A_renamed_parameter_keeps_its_value(string said, string other) =>
        Assert.Contains(Propose(new ParameterChange(), Answer(400, said)), proposal => proposal.Strategy == "rename_parameter" && proposal.Operations[^1].Path.EndsWith("/" + other, StringComparison.Ordinal) && proposal.Operations[^1].Value!.ToString() == "all");

    [Fact]
    public void A_successor_on_another_host_is_never_followed()
    {
        var exchange = Answer(301, "", ("Location", "https://api.elsewhere.example/v2/items"));

        Assert.Empty(Propose(new SuccessorRoute(), exchange));
    }

    [Fact]
    public void A_redirect_on_the_same_host_is_written_into_the_path()
    {
        var proposal = First(new SuccessorRoute(), Answer(308, "", ("Location", "/v2/items")));

        Assert.Equal("/v2/items", proposal.Operations[0].Value!.ToString());
    }

    [Fact]
    public void A_cursor_in_a_header_leads_to_the_next_page()
    {
        var page = new ObservedExchange("GET", "https://api.acme.example/v1/items", [], null, 200, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Next-Cursor"] = "abc" }, """[{"id":1},{"id":2}]""");
        var observed = new Observation { Rows = [new() { ["id"] = 1 }, new() { ["id"] = 2 }], Exchanges = [page], Complete = true };

        var proposals = new PagingStyle().Propose(Evidence(observed)).ToList();

        Assert.Contains(proposals, proposal => proposal.Operations[0].Value!.ToJsonString().Contains("X-Next-Cursor", StringComparison.Ordinal) && proposal.Operations[0].Value!["page_token_option"]!["field_name"]!.ToString() == "cursor");
    }

    [Fact]
    public void A_guessed_version_is_not_guessed_on()
    {
        var failure = Answer(404, "no route");
        var guess = new Proposal("change_version", "", [], 2);

        Assert.NotEmpty(Propose(new VersionBump(), failure));
        Assert.Empty(new VersionBump().Propose(Evidence(Failed(failure), guess)));
    }

    private static Proposal First(IRepairStrategy strategy, ObservedExchange exchange) => Propose(strategy, exchange).MinBy(proposal => proposal.Cost)!;

    private static List<Proposal> Propose(IRepairStrategy strategy, ObservedExchange exchange) => [.. strategy.Propose(Evidence(Failed(exchange)))];

    private static Observation Failed(ObservedExchange exchange) => new()
    {
        Rows = [],
        Exchanges = [],
        Failure = new TrialFailure(FailureClassifier.Classify(new FailureSample("GET", exchange.Url, exchange.Status, exchange.Headers, exchange.Body, null, null), DateTimeOffset.UnixEpoch), exchange),
    };

    private static RepairEvidence Evidence(Observation observed, params Proposal[] steps) =>
        new(new StreamView(Manifest(), 0), observed, RowSet.Of(["id"], Enumerable.Range(1, 9).Select(id => new JsonObject { ["id"] = id })), null, steps, null);

    private static ObservedExchange Answer(int status, string said, params (string Name, string Value)[] headers) =>
        new("GET", "https://api.acme.example/v1/items?status=all", [], null, status, headers.ToDictionary(each => each.Name, each => each.Value, StringComparer.OrdinalIgnoreCase), said.Length == 0 ? "" : new JsonObject { ["error"] = said }.ToJsonString());

    private static JsonObject Manifest() => (JsonObject)JsonNode.Parse("""
        {"streams": [{"name": "items", "retriever": {
          "requester": {"url_base": "{{ config['base_url'] }}", "path": "/v1/items", "http_method": "GET", "request_parameters": {"status": "all"},
            "authenticator": {"type": "ApiKeyAuthenticator", "api_token": "{{ config['api_key'] }}", "inject_into": {"type": "RequestOption", "inject_into": "header", "field_name": "X-Old-Key"}}},
          "record_selector": {"extractor": {"field_path": []}}}}]}
        """)!;
}
