using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Supertrack.Cli.Tests.Healing;

public sealed class HealCommandTests(ITestOutputHelper output) : IDisposable
{
    private const string Manifest =
        """
        version: "6.44.0"
        type: DeclarativeSource
        check: {type: CheckStream, stream_names: [people]}
        streams:
          - type: DeclarativeStream
            name: people
            primary_key: id
            retriever:
              type: SimpleRetriever
              requester:
                type: HttpRequester
                url_base: "{{ config['base_url'] }}"
                path: "/v1/people"
                http_method: GET
                authenticator:
                  type: ApiKeyAuthenticator
                  api_token: "{{ config['api_key'] }}"
                  inject_into: {type: RequestOption, inject_into: header, field_name: X-Key}
              record_selector:
                type: RecordSelector
                extractor: {type: DpathExtractor, field_path: [data]}
              paginator:
                type: DefaultPaginator
                pagination_strategy: {type: PageIncrement, page_size: 20, start_from_page: 1, inject_on_first_request: true}
                page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
            schema_loader:
              type: InlineSchemaLoader
              schema: {type: object, properties: {id: {type: integer}, name: {type: string}, joined: {type: string}, score: {type: integer}}}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("heal-").FullName;

    [Fact]
    public async Task An_api_that_changes_path_credential_envelope_paging_and_fields_at_once_is_healed_with_every_row_right()
    {
        var report = await HealAsync(Version2(
            """
            "path": "/v2/people", "auth": {"type": "bearer"}, "envelope": "result.items",
            "pagination": {"type": "cursor", "cursorParam": "after", "cursorFrom": "result.next_after", "size": 20},
            "transform": [{"op": "rename", "from": "name", "to": "full_name"}, {"op": "retype", "field": "joined", "to": "unix_seconds"}, {"op": "remove", "field": "score"}],
            "old": {"status": 410, "headers": {"Link": "</v2/people>; rel=\"successor-version\""}, "body": {"error": "v1 is gone"}}
            """));

        Assert.Equal("healed", (string?)report["outcome"]);
        Assert.Equal("endpoint_removed", (string?)report["class"]);
        Assert.Equal("""{"expected":90,"stored":90,"lost":0,"duplicated":0,"wrong":0}""", report["rows"]!.ToJsonString());
        Assert.Equal("""["score"]""", report["columnsLost"]!.ToJsonString());
        Assert.Equal("""{"from":"1.0.0","to":"2.0.0","frozen":true}""", report["version"]!.ToJsonString());
        Assert.Equal(90, (await File.ReadAllLinesAsync(Path.Combine(_folder, "people-test.jsonl"))).Length);
    }

    [Fact]
    public async Task A_repaired_manifest_gives_readers_the_fields_they_know()
    {
        var report = await HealAsync(Version2(
            """
            "path": "/v1/people", "auth": {"type": "api_key", "in": "header", "name": "X-Key"}, "envelope": "data",
            "pagination": {"type": "page", "pageParam": "page", "start": 1, "size": 20},
            "transform": [{"op": "rename", "from": "name", "to": "full_name"}]
            """));

        var file = Path.Combine(_folder, "repaired.yaml");
        await File.WriteAllTextAsync(file, (string)report["manifest"]!);
        var lint = await CommandRun.OfAsync("connector", "lint", file);

        Assert.Equal("schema_drift", (string?)report["class"]);
        Assert.Equal("""{"from":"1.0.0","to":"1.0.1","frozen":true}""", report["version"]!.ToJsonString());
        var frozen = await CommandRun.OfAsync("version", "show", "heal/connector/people-test@1.0.1", "--store", Path.Combine(_folder, "versions"));
        Assert.True(frozen.ExitCode == 0, frozen.Notes);
        Assert.Contains("MapFields", frozen.Results, StringComparison.Ordinal);
        Assert.Contains("MapFields", report["manifest"]!.ToString(), StringComparison.Ordinal);
        Assert.True((bool)JsonNode.Parse(lint.Results)!["supported"]!, lint.Results + lint.Notes);
    }

    [Fact]
    public async Task Other_records_under_the_same_address_are_escalated_and_nothing_is_stored()
    {
        var other = string.Join(",", Enumerable.Range(0, 90).Select(index => $$"""{"id": {{5000 + index}}, "name": "Other {{index}}", "joined": "2020-01-01T00:00:00Z", "score": 1 }"""));
        var report = await HealAsync(Version2(
            $$"""
            "path": "/v1/people", "auth": {"type": "api_key", "in": "header", "name": "X-Key"}, "envelope": "data",
            "pagination": {"type": "page", "pageParam": "page", "start": 1, "size": 20}, "records": [{{other}}]
            """), exit: 1);

        Assert.Equal("escalated", (string?)report["outcome"]);
        Assert.Equal("""{"expected":90,"stored":90,"lost":0,"duplicated":0,"wrong":0}""", report["rows"]!.ToJsonString());
    }

    [Fact]
    public async Task An_api_that_did_not_change_stays_as_it_is()
    {
        var report = await HealAsync(Version2(
            """
            "path": "/v1/people", "auth": {"type": "api_key", "in": "header", "name": "X-Key"}, "envelope": "data",
            "pagination": {"type": "page", "pageParam": "page", "start": 1, "size": 20}
            """));

        Assert.Equal("unchanged", (string?)report["outcome"]);
        Assert.Equal("[]", report["patch"]!.ToJsonString());
    }

    [Fact]
    public async Task A_scenario_that_is_no_json_is_named_in_one_line()
    {
        var file = Path.Combine(_folder, "broken.json");
        await File.WriteAllTextAsync(file, "{");

        var run = await CommandRun.OfAsync("heal", file);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("broken.json", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_public_scenarios_end_as_expected_with_no_row_wrong_lost_or_doubled()
    {
        if (SharedScenarios() is not { } files)
        {
            output.WriteLine("no ../shared/data/scenarios: nothing measured");
            return;
        }
        var run = await CommandRun.OfAsync(["heal", .. files]);
        var misses = new List<string>();
        foreach (var report in run.Results.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!))
        {
            var file = files.First(file => JsonNode.Parse(File.ReadAllText(file))!["name"]!.ToString() == report["scenario"]!.ToString());
            var expect = JsonNode.Parse(await File.ReadAllTextAsync(file))!["expect"]!;
            output.WriteLine($"{report["scenario"]}: {report["outcome"]}, {report["class"]}, {report["seconds"]} s, {report["requests"]} requests");
            var escalated = report["outcome"]!.ToString() == "escalated";
            var rows = report["rows"]!;
            if (escalated == (bool)expect["healable"]! || (int)rows["wrong"]! + (int)rows["lost"]! + (int)rows["duplicated"]! > 0) misses.Add(report.ToJsonString());
        }
        Assert.Empty(misses);
    }

    [Theory]
    [InlineData("klaviyo-lists-v2-2024-10-15")]
    [InlineData("fernway-parcels-200-error")]
    [InlineData("silverpine-bookings-other-tenant")]
    [InlineData("cinnabar-tickets-new-key-space")]
    [InlineData("marlin-berths-prefixed-everywhere")]
    [InlineData("wise-profiles-v1-v2")]
    [InlineData("calendly-event-types-v1-v2")]
    [InlineData("sundial-readings-composite")]
    public async Task A_scenario_that_somebody_else_wrote_ends_as_he_says(string name)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Healing", "Scenarios", name + ".json");
        var expect = JsonNode.Parse(await File.ReadAllTextAsync(file))!["expect"]!;

        var run = await CommandRun.OfAsync("heal", file, "--store", _folder);

        var report = JsonNode.Parse(run.Results)!;
        Assert.Equal((expect["outcome"]!.ToString(), expect["class"]!.ToString()), (report["outcome"]!.ToString(), report["class"]!.ToString()));
        Assert.Equal((0, 0, 0), ((int)report["rows"]!["lost"]!, (int)report["rows"]!["duplicated"]!, (int)report["rows"]!["wrong"]!));
        Assert.Equal((int)expect["rows"]!, File.ReadLines(Path.Combine(_folder, name + ".jsonl")).Count());
        if ((bool)expect["healable"]!) Assert.Equal(expect["columnsLost"]!.ToJsonString(), report["columnsLost"]!.ToJsonString());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<JsonNode> HealAsync(string scenario, int exit = 0)
    {
        var file = Path.Combine(_folder, "scenario.json");
        await File.WriteAllTextAsync(file, scenario);
        var run = await CommandRun.OfAsync("heal", file, "--store", _folder);
        Assert.True(run.ExitCode == exit, run.Notes + run.Results);
        return JsonNode.Parse(run.Results)!;
    }

    private static string Version2(string version)
    {
        var records = new JsonArray([.. Enumerable.Range(1, 90).Select(index => (JsonNode)new JsonObject
        {
            ["id"] = index,
            ["name"] = $"Person {index * 37 % 91}",
            ["joined"] = Joined(index),
            ["score"] = index * index % 53,
        })]);
        const string First = """{"path": "/v1/people", "auth": {"type": "api_key", "in": "header", "name": "X-Key"}, "envelope": "data", "pagination": {"type": "page", "pageParam": "page", "start": 1, "size": 20}}""";
        return new JsonObject
        {
            ["name"] = "people-test",
            ["resource"] = "people",
            ["primaryKey"] = new JsonArray("id"),
            ["config"] = new JsonObject { ["api_key"] = "k-1" },
            ["records"] = records,
            ["manifest"] = Manifest,
            ["versions"] = new JsonArray(JsonNode.Parse(First), JsonNode.Parse("{" + version + "}")),
        }.ToJsonString();
    }

    private static string Joined(int index) => new DateTime(2021, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(index * 31).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    private static string[]? SharedScenarios()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "shared", "data", "scenarios")))
                return [.. Directory.GetFiles(Path.Combine(folder.FullName, "shared", "data", "scenarios"), "*.json").Order()];
        return null;
    }
}
