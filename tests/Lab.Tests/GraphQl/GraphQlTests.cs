using System.Text;
using System.Text.Json.Nodes;

namespace Supertrack.Lab.Tests.GraphQl;

public sealed class GraphQlTests
{
    private const string Version = """
        {"path":"/graphql","method":"POST","envelope":"data.people.nodes",
         "pagination":{"type":"cursor","cursorParam":"after","sizeParam":"first","size":2,"maxSize":3,
           "cursorFrom":"data.people.pageInfo.endCursor","hasMore":"data.people.pageInfo.hasNextPage","total":"data.people.totalCount"},
         "graphql":{"field":"people","type":"Person","suggest":true,"introspection":true,
           "arguments":[{"name":"active","filter":{"field":"active","op":"eq"}}]}}
        """;

    [Fact]
    public async Task A_query_gets_the_fields_it_selects_page_by_page()
    {
        await using LabRun lab = await LabRun.OfAsync(Version);
        const string Query = "query People($after: String, $n: Int = 3) { people(first: $n, after: $after) { totalCount nodes { id title: name ...More } pageInfo { hasNextPage endCursor } } } fragment More on Person { active }";

        JsonNode first = (await Ask(lab, Query)).Json["data"]!["people"]!;
        Assert.Equal("""{"id":1,"title":"Ada Haas","active":true}""", first["nodes"]![0]!.ToJsonString());
        Assert.Equal((5, 3, true), ((int)first["totalCount"]!, first["nodes"]!.AsArray().Count, (bool)first["pageInfo"]!["hasNextPage"]!));

        JsonNode second = (await Ask(lab, Query, new JsonObject { ["after"] = (string)first["pageInfo"]!["endCursor"]! })).Json["data"]!["people"]!;
        Assert.Equal([4, 5], second["nodes"]!.AsArray().Select(node => (int)node!["id"]!));
        Assert.False((bool)second["pageInfo"]!["hasNextPage"]!);
    }

    [Fact]
    public async Task An_unknown_field_is_a_good_status_with_errors_that_suggest()
    {
        await using LabRun lab = await LabRun.OfAsync(Version);

        LabReply reply = await Ask(lab, "{ people { nodes { id nam }\n  nope } }");
        JsonArray errors = reply.Json["errors"]!.AsArray();
        Assert.Equal(200, reply.Status);
        Assert.Equal("Cannot query field \"nam\" on type \"Person\". Did you mean \"name\"?", (string?)errors[0]!["message"]);
        Assert.Equal((2, 3), ((int)errors[1]!["locations"]![0]!["line"]!, (int)errors[1]!["locations"]![0]!["column"]!));
        Assert.Null(reply.Json["data"]);
    }

    [Fact]
    public async Task Arguments_edges_and_skipped_fields_work()
    {
        await using LabRun lab = await LabRun.OfAsync(Version);

        LabReply reply = await Ask(lab, "{ people(first: 1, active: false) { edges { cursor node { id name @skip(if: true) } } } }");
        Assert.Equal("""{"id":2}""", reply.Json["data"]!["people"]!["edges"]![0]!["node"]!.ToJsonString());
        Assert.Contains("Unknown argument \\u0022frist\\u0022", (await Ask(lab, "{ people(frist: 1) { nodes { id } } }")).Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ people {")]
    [InlineData("")]
    [InlineData("{ people(first: \"x) { nodes { id } } }")]
    [InlineData("select * from people")]
    public async Task A_broken_document_is_refused(string query)
    {
        await using LabRun lab = await LabRun.OfAsync(Version);

        LabReply reply = await Ask(lab, query);
        Assert.Equal(400, reply.Status);
        Assert.NotEmpty((string)reply.Json["errors"]![0]!["message"]!);
    }

    [Fact]
    public async Task A_hostile_depth_is_refused()
    {
        await using LabRun lab = await LabRun.OfAsync(Version);

        Assert.Equal(400, (await Ask(lab, string.Concat(Enumerable.Repeat("{a", 5000)))).Status);
    }

    [Fact]
    public async Task Introspection_names_the_fields()
    {
        await using LabRun lab = await LabRun.OfAsync(Version);

        LabReply reply = await Ask(lab, "{ __type(name: \"Person\") { name fields { name type { kind name } } } }");
        Assert.Contains("updated_at", reply.Text, StringComparison.Ordinal);
        Assert.Contains("PersonConnection", (await Ask(lab, "{ __schema { types { name } } }")).Text, StringComparison.Ordinal);
    }

    private static Task<LabReply> Ask(LabRun lab, string query, JsonObject? variables = null) => lab.PostAsync(
        "/graphql", new StringContent(new JsonObject { ["query"] = query, ["variables"] = variables }.ToJsonString(), Encoding.UTF8, "application/json"));
}
