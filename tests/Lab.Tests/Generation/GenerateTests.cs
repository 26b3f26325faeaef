using System.Text.Json.Nodes;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Lab.Tests.Generation;

public sealed class GenerateTests
{
    private const string Schema = """
        {"type":"object","properties":{"id":{"type":"integer"},"uid":{"type":"string","format":"uuid"},"email":{"type":"string"},
         "state":{"enum":["a","b"]},"score":{"type":"number","minimum":1,"maximum":2},"note":{"type":["string","null"]},
         "tags":{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":2},"address":{"$ref":"#/$defs/address"},
         "updated_at":{"type":"string","format":"date-time"}},
         "$defs":{"address":{"type":"object","properties":{"city":{"type":"string"}}}}}
        """;

    [Fact]
    public async Task Millions_of_records_are_served_in_order_and_found_again_by_key_and_time()
    {
        await using LabRun lab = await LabRun.OfAsync(Generated(10_000_000, "id",
            """
            {"path":"/p","envelope":"d","parameters":[{"name":"since","filter":{"field":"updated_at","op":"gte"}}],
             "pagination":{"type":"cursor","cursorParam":"after","cursorFrom":"last.id","size":2,"hasMore":"more","total":"n"}}
            """));

        LabReply middle = await lab.GetAsync("/p?after=7000000");
        Assert.Equal("7000001,7000002", middle.Ids("d"));
        Assert.Equal(10_000_000, (int)middle.Json["n"]!);
        string since = (string)middle.Json["d"]![0]!["updated_at"]!;
        LabReply filtered = await lab.GetAsync($"/p?since={since}");
        Assert.Equal("7000001,7000002", filtered.Ids("d"));
        Assert.Equal(3_000_000, (int)filtered.Json["n"]!);
        Assert.False((bool)(await lab.GetAsync("/p?after=9999999")).Json["more"]!);
        Assert.Equal(400, (await lab.GetAsync("/p?after=10000001")).Status);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("uid")]
    [InlineData("email")]
    public void Keys_are_unique_times_never_fall_and_values_fit_the_schema(string key)
    {
        JsonObject[] records = Records(Generated(2000, key, """{"path":"/p"}"""));

        Assert.Equal(2000, records.Select(record => record[key]!.ToJsonString()).Distinct().Count());
        string[] times = [.. records.Select(record => (string)record["updated_at"]!)];
        Assert.Equal(times.Order(StringComparer.Ordinal), times);
        Assert.All(records, record =>
        {
            Assert.Contains((string)record["state"]!, new[] { "a", "b" });
            Assert.InRange((double)record["score"]!, 1, 2);
            Assert.InRange(record["tags"]!.AsArray().Count, 1, 2);
            Assert.NotEmpty((string)record["address"]!["city"]!);
        });
        Assert.Contains(records, record => record["note"] is null);
        Assert.Contains(records, record => record["note"] is not null);
    }

    [Fact]
    public void The_same_seed_gives_the_same_records_and_another_seed_others()
    {
        string Text(int seed) => string.Join('\n', Records(Generated(50, "id", """{"path":"/p"}""", seed)).Select(record => record.ToJsonString()));

        Assert.Equal(Text(1), Text(1));
        Assert.NotEqual(Text(1), Text(2));
    }

    [Fact]
    public async Task Generated_records_can_be_transformed()
    {
        await using LabRun lab = await LabRun.OfAsync(Generated(30_000, "id",
            """{"path":"/p","transform":[{"op":"rename","from":"id","to":"key"}],"pagination":{"type":"page","size":1}}"""));

        Assert.Equal(30_000, (int)(await lab.GetAsync("/p?page=30000")).Json[0]!["key"]!);
    }

    private static Scenario Generated(int count, string key, string version, int seed = 7) => Scenario.Parse(
        $$"""{"name":"g","resource":"contacts","primaryKey":["{{key}}"],"cursorField":"updated_at","generate":{"schema":{{Schema}},"count":{{count}},"seed":{{seed}}},"versions":[{{version}}]}""",
        "g.json");

    private static JsonObject[] Records(Scenario scenario)
    {
        Lab.Records.RecordSet set = Lab.Records.VersionData.Of(scenario, scenario.Versions[0]);
        return [.. Enumerable.Range(0, set.Count).Select(set.Read)];
    }
}
