using System.Text.Json.Nodes;
using Supertrack.Lab;
using Supertrack.Lab.Samples;

namespace Supertrack.Cli.Tests.Connectors;

public sealed class VerifyCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("supertrack-cli").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_recorded_read_is_verified_without_the_API_and_without_its_secrets()
    {
        string cassette = At("c.jsonl.gz");
        await using (LabServer lab = await LabServer.StartAsync(ContactsApi.Create(30, pageSize: 10, delayMilliseconds: 0)))
        {
            Write("m.yaml", ContactsApi.Manifest(lab.Address));
            Write("config.json", $$"""{"api_key":"{{ContactsApi.Secret}}"}""");
            Assert.Equal(0, (await RunAsync("read", At("m.yaml"), "--config", At("config.json"), "--record", cassette)).ExitCode);
        }

        CommandRun same = await RunAsync("verify", At("m.yaml"), "--cassette", cassette);
        Assert.Equal((0, ""), (same.ExitCode, same.Notes));
        Assert.Equal(30, (int?)JsonNode.Parse(same.Results)!["foundRecords"]);

        Write("other.yaml", (await File.ReadAllTextAsync(At("m.yaml"))).Replace("/v1/contacts", "/v2/contacts", StringComparison.Ordinal));
        CommandRun other = await RunAsync("verify", At("other.yaml"), "--cassette", cassette);
        Assert.Equal(1, other.ExitCode);
        Assert.Equal("request_unanswered", (string?)JsonNode.Parse(other.Results)!["differences"]![0]!["kind"]);
    }

    [Theory]
    [InlineData("is no TENANT/CONNECTOR", "verify", "crm")]
    [InlineData("no such file", "verify", "m.yaml", "--cassette", "missing.jsonl")]
    [InlineData("it holds no exchange", "verify", "m.yaml", "--cassette", "empty.jsonl")]
    [InlineData("not an exchange", "verify", "m.yaml", "--cassette", "broken.jsonl")]
    public async Task Wrong_usage_is_one_line_that_says_what_to_do(string says, params string[] args)
    {
        Write("m.yaml", ContactsApi.Manifest(new Uri("https://h.example")));
        Write("empty.jsonl", "");
        Write("broken.jsonl", "{\"method\":");
        CommandRun run = await RunAsync([.. args.Select(word => word.Contains('.', StringComparison.Ordinal) ? At(word) : word)]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, run.Notes, StringComparison.Ordinal);
        Assert.Single(run.Notes.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static Task<CommandRun> RunAsync(params string[] args) => CommandRun.OfAsync(["connector", .. args]);

    private string At(string name) => Path.Combine(_folder, name);

    private void Write(string name, string text) => File.WriteAllText(At(name), text);
}
