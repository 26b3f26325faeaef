using System.Text;

namespace Supertrack.Lab.Tests.Checks;

public sealed class ParameterTests
{
    [Fact]
    public async Task A_required_parameter_a_refused_value_and_a_rejected_parameter_are_named()
    {
        await using LabRun lab = await LabRun.OfAsync(
            """
            {"path":"/p","parameters":[
              {"name":"status","rejected":true,"answer":{"status":400,"body":{"error":"unknown parameter '{name}', did you mean 'state'?"}}},
              {"name":"tz","required":true,"values":["UTC"]}]}
            """);

        Assert.Equal("""{"error":"unknown parameter 'status', did you mean 'state'?"}""", (await lab.GetAsync("/p?tz=UTC&status=a")).Text);
        LabReply missing = await lab.GetAsync("/p");
        Assert.Equal((400, "tz"), (missing.Status, (string?)missing.Json["parameter"]));
        Assert.Equal(400, (await lab.GetAsync("/p?tz=CET")).Status);
        Assert.Equal(200, (await lab.GetAsync("/p?tz=UTC")).Status);
    }

    [Fact]
    public async Task Strict_parameters_know_those_of_paging_credential_and_brackets_and_refuse_others()
    {
        await using LabRun lab = await LabRun.OfAsync(
            """
            {"path":"/p","auth":{"type":"api_key","in":"query","name":"key"},"strictParameters":true,"strictAnswer":{"status":400,"body":{"param":"{name}"}},
             "parameters":[{"name":"created"}],"pagination":{"type":"page","pageParam":"page","sizeParam":"n","size":2}}
            """);

        Assert.Equal(200, (await lab.GetAsync("/p?key=k-1&page=1&n=2&created[gte]=3&created%5Blt%5D=9")).Status);
        LabReply refused = await lab.GetAsync("/p?key=k-1&other=1");
        Assert.Equal((400, """{"param":"other"}"""), (refused.Status, refused.Text));
    }

    [Theory]
    [InlineData("since=2024-01-03T00:00:00Z", "3,4,5")]
    [InlineData("since=2024-01-03", "3,4,5")]
    [InlineData("since=1704240000", "3,4,5")]
    [InlineData("since=2024-01-02T00:00:00Z&until=2024-01-04T00:00:00Z", "2,3")]
    [InlineData("active=true", "1,3,4")]
    [InlineData("since=2030-01-01", "")]
    public async Task Filters_choose_records(string query, string ids)
    {
        await using LabRun lab = await LabRun.OfAsync(
            """
            {"path":"/p","parameters":[{"name":"since","filter":{"field":"updated_at","op":"gte"}},
              {"name":"until","filter":{"field":"updated_at","op":"lt"}},{"name":"active","filter":{"field":"active","op":"eq"}}]}
            """);

        Assert.Equal(ids, (await lab.GetAsync("/p?" + query)).Ids());
    }

    [Fact]
    public async Task A_filter_holds_over_a_page_cursor()
    {
        await using LabRun lab = await LabRun.OfAsync(
            """
            {"path":"/p","envelope":"d","parameters":[{"name":"active","filter":{"field":"active","op":"eq"}}],
             "pagination":{"type":"cursor","cursorParam":"after","cursorFrom":"last.id","size":2,"total":"n"}}
            """);

        Assert.Equal("4", (await lab.GetAsync("/p?active=true&after=3")).Ids("d"));
        Assert.Equal(3, (int)(await lab.GetAsync("/p?active=true")).Json["n"]!);
    }

    [Fact]
    public async Task Parameters_of_header_and_body_are_checked_too()
    {
        await using LabRun lab = await LabRun.OfAsync(
            """
            {"path":"/p","method":"POST","envelope":"d","pagination":{"type":"offset","offsetParam":"page.from","sizeParam":"page.size","size":2},
             "parameters":[{"name":"X-Version","in":"header","required":true,"values":["2"]},{"name":"query.kind","in":"body","required":true}]}
            """);

        StringContent Body(string text) => new(text, Encoding.UTF8, "application/json");
        Assert.Equal(400, (await lab.PostAsync("/p", Body("{}"), ("X-Version", "1"))).Status);
        Assert.Equal(400, (await lab.PostAsync("/p", Body("{}"), ("X-Version", "2"))).Status);
        Assert.Equal(400, (await lab.PostAsync("/p", Body("{broken"), ("X-Version", "2"))).Status);
        LabReply good = await lab.PostAsync("/p", Body("""{"query":{"kind":"x"},"page":{"from":2,"size":1}}"""), ("X-Version", "2"));
        Assert.Equal((200, "3"), (good.Status, good.Ids("d")));
        Assert.Equal(405, (await lab.GetAsync("/p")).Status);
    }
}
