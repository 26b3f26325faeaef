using System.Text.Json.Nodes;

namespace Supertrack.Cli.Tests.Versions;

public sealed class VersionCommandTests : IDisposable
{
    private const string Schema = """{"type":"object","properties":{"id":{"type":"integer"},"name":{"type":"string"}},"required":["id"]}""";
    private const string Artifact = "acme/schema/people";

    private readonly string _folder = Directory.CreateTempSubdirectory("supertrack-versions-").FullName;

    [Fact]
    public async Task A_version_is_frozen_shown_compared_verified_and_listed()
    {
        JsonNode first = await DoneAsync("freeze", Artifact, File("a", Schema), "--evidence", "read by hand");
        Assert.Equal("1.0.0", (string?)first["version"]);
        await DoneAsync("freeze", Artifact, File("b", Schema.Replace("\"string\"", "\"string\",\"maxLength\":9", StringComparison.Ordinal)));
        JsonNode shown = await DoneAsync("show", Artifact + "@1.0.0");
        Assert.Equal((Schema, "read by hand"), ((string?)shown["text"], (string?)shown["provenance"]!["evidence"]![0]!["text"]));
        JsonNode diff = await DoneAsync("diff", Artifact, "1.0.0", "1.1.0");
        Assert.Equal("constraint_changed", (string?)diff["changes"]![0]!["kind"]);
        Assert.Equal(2, (await RunAsync("list", Artifact)).Results.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("1.1.0", (await RunAsync("list", "acme")).Results, StringComparison.Ordinal);
        CommandRun verified = await RunAsync("verify", Artifact);
        Assert.Equal((0, 2), (verified.ExitCode, verified.Results.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
    }

    [Fact]
    public async Task A_file_altered_on_disk_fails_the_verification_and_is_repaired_where_git_has_it()
    {
        JsonNode first = await DoneAsync("freeze", Artifact, File("a", Schema));
        string record = Path.Combine(_folder, "store", "tenants", "acme", "records", ((string)first["record"]!)[..2], (string)first["record"]!);
        System.IO.File.Delete(record);
        CommandRun repaired = await RunAsync("verify", Artifact);
        Assert.Equal(0, repaired.ExitCode);
        Assert.Contains("repaired from the repository", repaired.Notes, StringComparison.Ordinal);
        System.IO.File.Delete(record);
        Directory.Delete(Path.Combine(_folder, "store", "tenants", "acme", "repository.git"), recursive: true);
        CommandRun refused = await RunAsync("verify", Artifact);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("its record is gone", refused.Results, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("show", Artifact)).ExitCode);
    }

    [Fact]
    public async Task A_version_goes_from_dev_to_prod_past_its_cases_and_back()
    {
        string good = File("case", """{"name":"a","valid":[{"id":1}]}""");
        await DoneAsync("freeze", Artifact, File("a", Schema), "--case", good);
        await DoneAsync("activate", Artifact + "@1.0.0");
        await DoneAsync("promote", Artifact, "--environment", "dev");
        await DoneAsync("promote", Artifact, "--environment", "test");
        await DoneAsync("freeze", Artifact, File("b", Schema.Replace("\"integer\"", "\"string\"", StringComparison.Ordinal)));
        CommandRun refused = await RunAsync("activate", Artifact + "@2.0.0", "--accept-breaking");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("1 of 1 cases failed", refused.Results, StringComparison.Ordinal);
        await DoneAsync("freeze", Artifact, File("c", Schema.Replace("\"string\"", "\"string\",\"minLength\":0", StringComparison.Ordinal)));
        JsonNode status = await DoneAsync("status", Artifact);
        Assert.Equal("1.0.0", (string?)status["prod"]!["live"]);
        Assert.Equal(1, (await RunAsync("rollback", Artifact)).ExitCode);
        Assert.Contains("\"action\":\"refused\"", (await RunAsync("log", Artifact)).Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_override_takes_two_people_and_a_reason()
    {
        await DoneAsync("freeze", Artifact, File("a", Schema));
        await DoneAsync("lock", Artifact, "--environment", "prod", "--reason", "audit");
        Assert.Equal(1, (await RunAsync("activate", Artifact + "@1.0.0", "--environment", "prod")).ExitCode);
        Assert.Equal(1, (await RunAsync("override", Artifact + "@1.0.0", "--environment", "prod")).ExitCode);
        JsonNode asked = await DoneAsync("override", Artifact + "@1.0.0", "--environment", "prod", "--reason", "outage");
        string id = (string)asked["state"]!["override"]!["id"]!;
        Assert.Equal(1, (await RunAsync("override", Artifact, "--environment", "prod", "--confirm", id)).ExitCode);
        JsonNode done = await DoneAsync("override", Artifact, "--environment", "prod", "--confirm", id, "--by", "bob");
        Assert.Contains("ada and bob: outage", (string?)done["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_comes_back_from_a_pushed_repository()
    {
        await DoneAsync("freeze", Artifact, File("a", Schema));
        await DoneAsync("activate", Artifact + "@1.0.0");
        string remote = "file://" + Path.Combine(_folder, "store", "tenants", "acme", "repository.git");
        CommandRun restored = await CommandRun.OfAsync("version", "restore", "acme", "--remote", remote, "--store", Path.Combine(_folder, "fresh"));
        Assert.Equal(0, restored.ExitCode);
        Assert.Equal((1, 2), ((int)JsonNode.Parse(restored.Results)!["versions"]!, (int)JsonNode.Parse(restored.Results)!["decisions"]!));
        CommandRun shown = await CommandRun.OfAsync("version", "show", Artifact, "--store", Path.Combine(_folder, "fresh"));
        Assert.Equal(Schema, (string?)JsonNode.Parse(shown.Results)!["text"]);
        CommandRun away = await CommandRun.OfAsync("version", "push", "acme", "--remote", "file:///nowhere/x.git", "--store", Path.Combine(_folder, "fresh"));
        Assert.Equal(3, away.ExitCode);
    }

    [Theory]
    [InlineData("show", "acme/schema/nobody")]
    [InlineData("show", "acme/people")]
    [InlineData("show", "acme/schema/people@one")]
    [InlineData("freeze", "acme/schema/people", "/no/such/file")]
    [InlineData("status", "acme/schema/../x")]
    [InlineData("push", "acme")]
    public async Task Wrong_usage_is_one_line_with_the_next_step(params string[] arguments)
    {
        CommandRun run = await RunAsync(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Single(run.Notes.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private async Task<JsonNode> DoneAsync(params string[] arguments)
    {
        CommandRun run = await RunAsync(arguments);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', arguments)}: {run.Notes}{run.Results}");
        return JsonNode.Parse(run.Results)!;
    }

    private Task<CommandRun> RunAsync(params string[] arguments)
    {
        string[] by = arguments.Contains("--by") || arguments[0] is "push" or "restore" ? [] : ["--by", "ada"];
        return CommandRun.OfAsync(["version", .. arguments, "--store", Path.Combine(_folder, "store"), .. by]);
    }

    private string File(string name, string text)
    {
        string path = Path.Combine(_folder, name + ".json");
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
