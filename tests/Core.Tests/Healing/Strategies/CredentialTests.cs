using Supertrack.Core.Healing.Strategies;
using static Supertrack.Core.Tests.Healing.Strategies.StrategyBench;

namespace Supertrack.Core.Tests.Healing.Strategies;

/// <summary>Where a credential goes, and what else a refusal asks for.</summary>
public sealed class CredentialTests
{
    [Fact]
    public void Both_halves_of_a_basic_credential_are_looked_for_among_the_settings()
    {
        var proposals = Propose(new CredentialPlace(), Answer(401, "Use HTTP Basic authentication with any string as your username and your API key as the password."), Manifest(settings: ["email", "username"]));

        var pairs = proposals.Where(proposal => proposal.Operations[0].Value!["type"]?.ToString() == "BasicHttpAuthenticator").Select(proposal => (proposal.Operations[0].Value!["username"]!.ToString(), proposal.Operations[0].Value!["password"]!.ToString())).ToList();
        Assert.Contains(("{{ config['username'] }}", "{{ config['api_key'] }}"), pairs);
        Assert.Contains(("{{ config['api_key'] }}", ""), pairs);
    }

    [Theory]
    [InlineData(200, "access_key in the URL is switched off for security reasons. Put it in the request header X-Acme-Access-Key.", "X-Acme-Access-Key")]
    [InlineData(401, "Make sure to include subscription key when making requests (header Ocp-Apim-Subscription-Key).", "Ocp-Apim-Subscription-Key")]
    public void A_refusal_under_any_status_that_speaks_of_the_credential_moves_it(int status, string said, string header) =>
        Assert.Contains(Propose(new CredentialPlace(), Answer(status, said)), proposal => proposal.Operations[0].Value!["inject_into"]?["field_name"]?.ToString() == header);

    [Fact]
    public void A_refused_parameter_that_has_nothing_to_do_with_the_credential_leaves_it_alone() =>
        Assert.Empty(Propose(new CredentialPlace(), Answer(400, "limit must be at most 100")));

    [Fact]
    public void A_token_is_fetched_where_the_settings_hold_what_it_takes()
    {
        const string Said = "API keys were retired. Get an access token with the client credentials grant at /oauth/token.";

        Assert.Empty(Propose(new TokenExchange(), Answer(401, Said)));
        Assert.Equal("{{ config['base_url'] }}/oauth/token", First(new TokenExchange(), Answer(401, Said), Manifest(settings: ["client_id", "client_secret"])).Operations[0].Value!["token_refresh_endpoint"]!.ToString());
    }

    [Theory]
    [InlineData("datum is required, allowed: WGS84", "/request_parameters/datum", "WGS84")]
    [InlineData("A `revision` header is required. Valid revisions: 2024-07-15, 2024-10-15.", "/request_headers/revision", "2024-10-15")]
    [InlineData("The locale field is required. Valid values: en-US, de-DE", "/request_parameters/locale", "de-DE")]
    public void What_is_required_gets_a_value_from_the_list_in_the_answer(string said, string place, string value) =>
        Assert.Contains(Propose(new RequiredParameter(), Answer(400, said)), proposal => proposal.Operations[0].Path.EndsWith(place, StringComparison.Ordinal) && proposal.Operations[0].Value!.ToString() == value);

    [Fact]
    public void What_is_required_may_be_a_setting_or_what_is_sent_under_another_name()
    {
        var account = Propose(new RequiredParameter(), Answer(400, "account_id is required"), Manifest(settings: ["account_id"]));
        var state = Propose(new RequiredParameter(), Answer(400, "state is required"));

        Assert.Contains(account, proposal => proposal.Operations[0].Value?.ToString() == "{{ config['account_id'] }}");
        Assert.Contains(state, proposal => proposal.Strategy == "rename_parameter" && proposal.Operations[^1].Path.EndsWith("/state", StringComparison.Ordinal) && proposal.Operations[^1].Value!.ToString() == "all");
    }
}
