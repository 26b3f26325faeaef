namespace Supertrack.Lab.Tests.Paging;

public sealed class PagingTests
{
    [Fact]
    public async Task Pages_are_numbered_from_the_start_and_say_the_totals()
    {
        await using LabRun lab = await LabRun.OfAsync(
            """{"path":"/p","envelope":"data.items","body":{"ok":true},"pagination":{"type":"page","pageParam":"page","start":0,"sizeParam":"n","size":2,"maxSize":3,"total":"data.total","totalPages":"header.X-Pages","hasMore":"more"}}""");

        LabReply first = await lab.GetAsync("/p");
        Assert.Equal("1,2", first.Ids("data.items"));
        Assert.Equal("""{"ok":true,"data":{"total":5},"more":true}""", WithoutItems(first));
        Assert.Equal("3", first.Headers["X-Pages"]);
        Assert.Equal("5", (await lab.GetAsync("/p?page=2")).Ids("data.items"));
        Assert.Equal("4,5", (await lab.GetAsync("/p?page=1&n=50")).Ids("data.items"));
        Assert.Equal("", (await lab.GetAsync("/p?page=9")).Ids("data.items"));
        Assert.Equal(400, (await lab.GetAsync("/p?page=-1")).Status);
        Assert.Equal(400, (await lab.GetAsync("/p?n=0")).Status);
        Assert.Equal(400, (await lab.GetAsync("/p?n=x")).Status);
    }

    [Fact]
    public async Task A_size_over_the_maximum_gets_the_answer_with_its_blanks_filled_in()
    {
        await using LabRun lab = await LabRun.OfAsync(
            """{"path":"/p","pagination":{"type":"page","sizeParam":"n","size":2,"maxSize":3,"overMax":{"status":422,"body":{"e":"{name} up to {max}, got {value} at {path}"}}}}""");

        LabReply refused = await lab.GetAsync("/p?n=9");
        Assert.Equal((422, """{"e":"n up to 3, got 9 at /p"}"""), (refused.Status, refused.Text));
    }

    [Theory]
    [InlineData("empty", 200, "")]
    [InlineData("repeat", 200, "5")]
    [InlineData("error", 404, null)]
    public async Task Beyond_the_end_comes_what_the_scenario_says(string pastEnd, int status, string? ids)
    {
        await using LabRun lab = await LabRun.OfAsync(
            $$"""{"path":"/p","pagination":{"type":"offset","offsetParam":"skip","size":2,"pastEnd":"{{pastEnd}}"} }""");

        LabReply beyond = await lab.GetAsync("/p?skip=10");
        Assert.Equal(status, beyond.Status);
        if (ids is not null)
        {
            Assert.Equal(ids, beyond.Ids());
        }
    }

    [Fact]
    public async Task An_opaque_cursor_leads_through_every_record_and_a_made_up_one_is_refused()
    {
        await using LabRun lab = await LabRun.OfAsync(
            """{"path":"/p","envelope":"data","pagination":{"type":"cursor","cursorParam":"after","cursorFrom":"meta.next","size":2,"badCursor":{"status":409,"body":{"bad":"{value}"}}}}""");

        var seen = new List<string>();
        string? cursor = "";
        while (cursor is not null)
        {
            LabReply page = await lab.GetAsync($"/p?after={cursor}");
            seen.Add(page.Ids("data"));
            cursor = (string?)page.Json["meta"]!["next"];
        }

        Assert.Equal(["1,2", "3,4", "5"], seen);
        LabReply refused = await lab.GetAsync("/p?after=AAAAAAAAAAA");
        Assert.Equal((409, """{"bad":"AAAAAAAAAAA"}"""), (refused.Status, refused.Text));
    }

    [Fact]
    public async Task The_cursor_can_be_a_field_of_the_last_record()
    {
        await using LabRun lab = await LabRun.OfAsync(
            """{"path":"/p","envelope":"data","pagination":{"type":"cursor","cursorParam":"after","cursorFrom":"last.id","size":2,"hasMore":"more"}}""");

        LabReply middle = await lab.GetAsync("/p?after=2");
        Assert.Equal(("3,4", true), (middle.Ids("data"), (bool)middle.Json["more"]!));
        LabReply last = await lab.GetAsync("/p?after=4");
        Assert.Equal(("5", false), (last.Ids("data"), (bool)last.Json["more"]!));
        Assert.Equal(400, (await lab.GetAsync("/p?after=77")).Status);
    }

    [Fact]
    public async Task A_Link_header_names_the_next_page_and_leaves_the_credential_out()
    {
        await using LabRun lab = await LabRun.OfAsync(
            """{"path":"/p","auth":{"type":"api_key","in":"query","name":"key"},"pagination":{"type":"link","pageParam":"page","size":3}}""");

        LabReply first = await lab.GetAsync("/p?key=k-1&x=a%26b");
        Assert.Equal($"<{lab.Server.Address}p?x=a%26b&page=2>; rel=\"next\"", first.Headers["Link"]);
        Assert.False((await lab.GetAsync("/p?key=k-1&page=2")).Headers.ContainsKey("Link"));
    }

    [Fact]
    public async Task The_next_URL_stands_in_the_body_and_is_null_at_the_end()
    {
        await using LabRun lab = await LabRun.OfAsync(
            """{"path":"/p","envelope":"results","pagination":{"type":"next_url","cursorParam":"c","nextUrl":"links.next","size":3}}""");

        LabReply first = await lab.GetAsync("/p");
        LabReply second = await lab.GetAsync((string)first.Json["links"]!["next"]!);
        Assert.Equal("4,5", second.Ids("results"));
        Assert.Null(second.Json["links"]!["next"]);
    }

    [Fact]
    public async Task Without_paging_all_records_come_at_once_in_the_order_of_the_sort()
    {
        await using LabRun lab = await LabRun.OfAsync("""{"path":"/p","sort":{"by":"name","direction":"desc"}}""");

        Assert.Equal("2,4,3,5,1", (await lab.GetAsync("/p")).Ids());
    }

    [Fact]
    public async Task Records_can_be_an_object_by_a_field()
    {
        await using LabRun lab = await LabRun.OfAsync(
            """{"path":"/p","envelope":"people","keyedBy":"id","pagination":{"type":"page","size":2}}""");

        Assert.Equal(["3", "4"], (await lab.GetAsync("/p?page=2")).Json["people"]!.AsObject().Select(member => member.Key));
    }

    private static string WithoutItems(LabReply reply)
    {
        var root = reply.Json.AsObject();
        root["data"]!.AsObject().Remove("items");
        return root.ToJsonString();
    }
}
