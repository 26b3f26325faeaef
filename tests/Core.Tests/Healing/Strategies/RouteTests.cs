using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Strategies;
using static Supertrack.Core.Tests.Healing.Strategies.StrategyBench;

namespace Supertrack.Core.Tests.Healing.Strategies;

/// <summary>How another address gets from an answer into a manifest.</summary>
public sealed class RouteTests
{
    [Theory]
    [InlineData("v1 was shut down. Please use https://api.acme-cloud.com/items (see https://developer.acme-cloud.com/how-to-migrate).", "/items")]
    [InlineData("Retired; the equivalent endpoint is https://a.acme-cloud.com/api/items?view=all", "/api/items")]
    [InlineData("There is no route here. See /v2/people", "/v2/people")]
    public void An_address_in_words_is_asked_for_at_the_host_that_is_known(string said, string path)
    {
        var proposal = First(new SuccessorRoute(), Answer(410, said));

        Assert.Equal(path, proposal.Operations[0].Value!.ToString());
        Assert.All(Propose(new SuccessorRoute(), Answer(410, said)).SelectMany(each => each.Operations), operation => Assert.DoesNotContain("acme-cloud", operation.Value!.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Documentation_comes_after_the_address_it_explains()
    {
        var proposals = Propose(new SuccessorRoute(), Answer(410, "Gone. Read https://docs.acme.com/migrate first. New: https://api.acme.com/rest/items"));

        Assert.Equal("/rest/items", proposals.MinBy(proposal => proposal.Cost)!.Operations[0].Value!.ToString());
    }

    [Theory]
    [InlineData("did you mean 'crm/v3/objects/items'?", "/crm/v3/objects/items")]
    [InlineData("Use `jobs/list` instead.", "/v1/jobs/list")]
    public void A_path_without_its_first_slash_is_found(string said, string path) =>
        Assert.Contains(Propose(new RelativeRoute(), Answer(404, said)), proposal => proposal.Operations[0].Value!.ToString() == path);

    [Theory]
    [InlineData("/api/channels.list", "This method is retired. Please use conversations.list or users.conversations instead.", "/api/conversations.list")]
    [InlineData("/v1/items", "The items resource was renamed. Use the people resource instead.", "/v1/people")]
    [InlineData("/v1/items", "'items' has been merged into 'people'", "/v1/people")]
    public void A_successor_that_is_named_without_a_path_takes_the_last_place(string asked, string said, string path) =>
        Assert.Equal(path, First(new NamedSegment(), Answer(410, said, asked), Manifest(path: asked)).Operations[0].Value!.ToString());

    [Fact]
    public void A_blank_in_a_named_path_is_filled_from_the_old_address()
    {
        var proposal = First(new SuccessorRoute(), Answer(410, "Use /v2/accounts/{account_id}/customers", "/v1/accounts/8812/items"), Manifest(path: "/v1/accounts/8812/items"));

        Assert.Equal("/v2/accounts/8812/customers", proposal.Operations[0].Value!.ToString());
    }

    [Fact]
    public void A_setting_in_the_path_stays_a_setting()
    {
        var proposal = First(new SuccessorRoute(), Answer(410, "Use /v2/accounts/8812/customers", "/v1/accounts/8812/items"), Manifest(path: "/v1/accounts/{{ config['account'] }}/items"));

        Assert.Equal("/v2/accounts/{{ config['account'] }}/customers", proposal.Operations[0].Value!.ToString());
    }

    [Fact]
    public void A_path_beside_the_fixed_part_of_the_base_changes_the_base()
    {
        var manifest = Manifest(path: "items");
        manifest["streams"]![0]!["retriever"]!["requester"]!["url_base"] = "{{ config['base_url'] }}/api/v1";

        var operations = First(new SuccessorRoute(), Answer(410, "Use /rest/v2/items", "/api/v1/items"), manifest).Operations;

        Assert.Equal(["{{ config['base_url'] }}", "/rest/v2/items"], operations.Select(operation => operation.Value!.ToString()));
    }

    [Fact]
    public void Nothing_is_taken_from_a_redirect_to_another_host()
    {
        var exchange = Answer(301, "Moved to /v2/items", headers: ("Location", "https://api.elsewhere.example/v2/items"));

        Assert.Empty(Propose(new SuccessorRoute(), exchange).Concat(Propose(new RelativeRoute(), exchange)).Concat(Propose(new NamedSegment(), exchange)));
    }

    [Theory]
    [InlineData("/v1/items", "405", "GET", "POST", false)]
    [InlineData("/v1/items/search", "405", "GET", "POST", true)]
    public void Another_method_is_taken_up_only_where_it_reads(string path, string said, string sent, string allowed, bool taken)
    {
        var proposals = Propose(new MethodChange(), Answer(405, said, path, ("Allow", allowed)), Manifest(path: path, method: sent));

        Assert.Equal(taken, proposals.Exists(proposal => proposal.Operations[0].Value!.ToString() == allowed));
    }

    [Theory]
    [InlineData("X-Api-Version", "20191212", "Supported values of X-Api-Version: 20220603, 20240415", "20240415")]
    [InlineData("X-Api-Version", "2", "API version 2 is no longer supported, upgrade to version 3", "3")]
    [InlineData("Accept", "application/vnd.acme.v1+json", "version v1 is gone. Use application/vnd.acme.v2+json", "application/vnd.acme.v2+json")]
    [InlineData("Revision", "1.9", "Version 1.9 is too old. Supported: 1.9.1, 1.10, 1.11", "1.11")]
    public void The_version_that_is_named_goes_where_the_old_one_stands(string header, string version, string said, string wanted)
    {
        var manifest = Manifest();
        manifest["streams"]![0]!["retriever"]!["requester"]!["request_headers"] = new JsonObject { [header] = version };

        Assert.Equal(wanted, First(new VersionBump(), Answer(400, said), manifest).Operations[0].Value!.ToString());
    }

    [Fact]
    public void A_preview_is_followed_by_what_it_was_the_preview_of() =>
        Assert.Equal("/apis/batch/v1/items", First(new VersionBump(), Answer(404, "not found", "/apis/batch/v1beta1/items"), Manifest(path: "/apis/batch/v1beta1/items")).Operations[0].Value!.ToString());

    [Fact]
    public void A_number_in_a_path_is_no_version_unless_the_word_before_it_says_so()
    {
        Assert.Empty(Propose(new VersionBump(), Answer(404, "no", "/accounts/12/items"), Manifest(path: "/accounts/12/items")));
        Assert.NotEmpty(Propose(new VersionBump(), Answer(404, "no", "/api/1/items"), Manifest(path: "/api/1/items")));
    }
}
