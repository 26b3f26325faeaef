using System.Text.Json.Nodes;
using Supertrack.Cli.Connectors;
using Supertrack.Lab;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Cli.Tests.Connectors;

public sealed class ConnectorCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("supertrack-cli").FullName;

    public ConnectorCommandTests()
    {
        File.WriteAllText(File_("m.yaml"), "type: DeclarativeSource");
        File.WriteAllText(File_("config.json"), "{}");
        File.WriteAllText(File_("c.jsonl"), """{"method":"GET","url":"https://h/people","headers":{},"body":null,"stream":"people","status":200,"response":[{"id":1,"n":"é"},{"id":2},{"id":3}],"responseHeaders":{}}""" + "\n");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Read_writes_messages_of_the_Airbyte_protocol_from_a_cassette()
    {
        CommandRun run = await ReadAsync("--stream", "people", "--replay", File_("c.jsonl"), "--now", "2025-03-10T12:00:00Z", "--requests", File_("r.jsonl"));

        Assert.Equal((0, ""), (run.ExitCode, run.Notes));
        Assert.Equal(
            """
            {"type":"TRACE","trace":{"type":"STREAM_STATUS","emitted_at":1741608000000,"stream_status":{"stream_descriptor":{"name":"people"},"status":"STARTED"}}}
            {"type":"TRACE","trace":{"type":"STREAM_STATUS","emitted_at":1741608000000,"stream_status":{"stream_descriptor":{"name":"people"},"status":"RUNNING"}}}
            {"type":"RECORD","record":{"stream":"people","data":{"id":1,"n":"\u00E9"},"emitted_at":1741608000000}}
            {"type":"RECORD","record":{"stream":"people","data":{"id":2},"emitted_at":1741608000000}}
            {"type":"RECORD","record":{"stream":"people","data":{"id":3},"emitted_at":1741608000000}}
            {"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"people"},"stream_state":{"at":"2024"}}}}
            {"type":"TRACE","trace":{"type":"STREAM_STATUS","emitted_at":1741608000000,"stream_status":{"stream_descriptor":{"name":"people"},"status":"COMPLETE"}}}

            """, run.Results);
        Assert.Equal("""{"method":"GET","url":"https://h/people","headers":{},"body":null,"stream":"people"}""" + "\n", await File.ReadAllTextAsync(File_("r.jsonl")));
    }

    [Fact]
    public async Task A_read_that_is_cut_short_tells_no_state_beyond_what_it_wrote()
    {
        CommandRun run = await ReadAsync("--stream", "people", "--replay", File_("c.jsonl"), "--max-records", "2");

        Assert.Equal((2, 0), (Count(run, "RECORD"), Count(run, "STATE")));
        Assert.Equal((3, 1), await CountsAsync("3"));
        Assert.Equal((0, 0), await CountsAsync("0"));

        async Task<(int, int)> CountsAsync(string most)
        {
            CommandRun other = await ReadAsync("--stream", "people", "--replay", File_("c.jsonl"), "--max-records", most);
            return (Count(other, "RECORD"), Count(other, "STATE"));
        }
    }

    [Fact]
    public async Task A_stream_that_fails_does_not_stop_the_others_and_ends_with_3()
    {
        CommandRun run = await ReadAsync("--stream", "broken", "--stream", "people", "--replay", File_("c.jsonl"));

        Assert.Equal((3, 3), (run.ExitCode, Count(run, "RECORD")));
        Assert.Equal("error: broken: GET /x answered 503. Try again later.\n", run.Notes);
        Assert.Contains("\"failure_type\":\"transient_error\"", run.Results, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"INCOMPLETE\"", run.Results, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"type":"STREAM","stream":{"stream_descriptor":{"name":"people"},"stream_state":{"at":"7"}}}]""")]
    [InlineData("{\"type\":\"RECORD\",\"record\":{}}\n{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"people\"},\"stream_state\":{\"at\":\"7\"}}}}\n")]
    [InlineData("""{"people":{"at":"7"}}""")]
    public async Task The_state_of_an_earlier_read_is_taken_in_every_form(string state)
    {
        await File.WriteAllTextAsync(File_("s.json"), state);
        var manifest = new FakeManifest("https://h/people");

        CommandRun run = await RunAsync(manifest, "read", File_("m.yaml"), "--config", File_("config.json"), "--stream", "people",
            "--replay", File_("c.jsonl"), "--state", File_("s.json"), "--sync-mode", "incremental");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("""{"at":"7"}""", manifest.Asked!.State!.ToJsonString());
    }

    [Fact]
    public async Task What_is_recorded_from_a_live_API_is_replayed_without_it()
    {
        Scenario scenario = Scenario.Parse("""{"name":"t","resource":"people","records":[{"id":1},{"id":2}],"versions":[{"path":"/people"}]}""", "t.json");
        string url;
        string live;
        await using (LabServer lab = await LabServer.StartAsync(scenario))
        {
            url = new Uri(lab.Address, "people").AbsoluteUri;
            live = (await RunAsync(new FakeManifest(url), "read", File_("m.yaml"), "--config", File_("config.json"), "--stream", "people",
                "--record", File_("rec.jsonl.gz"), "--now", "2025-03-10T12:00:00Z")).Results;
        }

        CommandRun replayed = await RunAsync(new FakeManifest(url), "read", File_("m.yaml"), "--config", File_("config.json"), "--stream", "people", "--replay", File_("rec.jsonl.gz"));
        Assert.Equal(2, Count(replayed, "RECORD"));
        Assert.Equal(Records(live), Records(replayed.Results));
    }

    [Theory]
    [InlineData(2, "no stream nobody", "--stream", "nobody")]
    [InlineData(2, "--replay", "--replay", "c.jsonl", "--record", "x")]
    [InlineData(2, "no such file", "--replay", "missing.jsonl")]
    [InlineData(2, "is no time", "--now", "yesterday")]
    [InlineData(2, "sometimes", "--sync-mode", "sometimes")]
    public async Task Wrong_usage_is_one_line_and_2(int code, string says, params string[] more)
    {
        CommandRun run = await ReadAsync([.. more.Select(word => word.EndsWith(".jsonl", StringComparison.Ordinal) ? File_(word) : word)]);

        Assert.Equal(code, run.ExitCode);
        Assert.Contains(says, run.Notes, StringComparison.Ordinal);
        Assert.Single(run.Notes.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Spec_check_discover_and_lint_answer_in_their_forms()
    {
        var manifest = new FakeManifest("https://h/people");
        CommandRun check = await RunAsync(manifest, "check", File_("m.yaml"), "--config", File_("config.json"));
        Assert.Equal((1, """{"status":"FAILED","message":"no"}"""), (check.ExitCode, JsonNode.Parse(check.Results)!.ToJsonString()));
        Assert.NotNull(JsonNode.Parse((await RunAsync(manifest, "spec", File_("m.yaml"))).Results)!["connectionSpecification"]);
        JsonNode streams = JsonNode.Parse((await RunAsync(manifest, "discover", File_("m.yaml"), "--config", File_("config.json"))).Results)!["streams"]!;
        Assert.Equal("""{"name":"people","json_schema":{},"primary_key":[["id"]],"cursor_field":["at"],"sync_modes":["full_refresh","incremental"]}""", streams[0]!.ToJsonString());

        await File.WriteAllTextAsync(File_("empty.yaml"), "");
        CommandRun lint = await RunAsync(manifest, "lint", File_("m.yaml"), File_("empty.yaml"));
        string[] lines = lint.Results.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((1, 2), (lint.ExitCode, lines.Length));
        Assert.Equal("streams[0].retriever", (string?)JsonNode.Parse(lines[0])!["unsupported"]![0]!["path"]);
        Assert.False((bool)JsonNode.Parse(lines[1])!["supported"]!);
    }

    private string File_(string name) => Path.Combine(_folder, name);

    private Task<CommandRun> ReadAsync(params string[] more) =>
        RunAsync(new FakeManifest("https://h/people"), ["read", File_("m.yaml"), "--config", File_("config.json"), .. more]);

    private static Task<CommandRun> RunAsync(FakeManifest manifest, params string[] args) =>
        CommandRun.OfAsync([ConnectorCommands.Create(manifest)], ["connector", .. args]);

    private static int Count(CommandRun run, string type) =>
        run.Results.Split('\n').Count(line => line.StartsWith($"{{\"type\":\"{type}\"", StringComparison.Ordinal));

    private static string Records(string results) => string.Join(
        '\n', results.Split('\n').Where(line => line.Contains("\"RECORD\"", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line)!["record"]!["data"]!.ToJsonString()));
}
