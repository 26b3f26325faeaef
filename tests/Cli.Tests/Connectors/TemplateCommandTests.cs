using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Supertrack.Core.Connectors.Templates;

namespace Supertrack.Cli.Tests.Connectors;

public sealed class TemplateCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("supertrack-cli").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Templates() => [.. ConnectorTemplates.Names];

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task A_template_lints_clean_documents_itself_and_reads(string template)
    {
        string manifest = Path.Combine(_folder, "m.yaml");
        Assert.Equal(0, (await RunAsync("new", "--template", template, "--out", manifest)).ExitCode);
        CommandRun lint = await RunAsync("lint", manifest);
        Assert.True(lint.ExitCode == 0, lint.Results);
        Assert.Contains("items", (await RunAsync("docs", manifest)).Results, StringComparison.Ordinal);
        if (template == "sql-postgres")
        {
            // Read from a real server by the gateway's tests.
            return;
        }

        await using var api = new LocalApi(Answer);
        string config = Path.Combine(_folder, "config.json");
        await File.WriteAllTextAsync(config, Config(api.Address).ToJsonString());
        CommandRun read = await RunAsync("read", manifest, "--config", config);
        Assert.True(read.ExitCode == 0, read.Notes);
        Assert.Equal(["1", "2"], read.Results.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)
            .Where(message => (string?)message["type"] == "RECORD").Select(message => message["record"]!["data"]!["id"]!.ToString()));
    }

    [Fact]
    public async Task Templates_are_listed_with_their_purpose_and_never_overwrite()
    {
        CommandRun list = await RunAsync("templates");
        Assert.Equal(ConnectorTemplates.Names.Count, list.Results.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("Link header", list.Results, StringComparison.Ordinal);
        string taken = Path.Combine(_folder, "taken.yaml");
        await File.WriteAllTextAsync(taken, "mine");
        Assert.Contains("exists", (await RunAsync("new", "--template", "graphql", "--out", taken)).Notes, StringComparison.Ordinal);
        Assert.Contains("There are:", (await RunAsync("new", "--template", "nothing")).Notes, StringComparison.Ordinal);
    }

    private static string? Answer(ApiRequest request) => request.Path switch
    {
        "/token" => """{"access_token":"t-1","expires_in":3600}""",
        "/graphql" => request.Body.Contains("\"c2\"", StringComparison.Ordinal)
            ? """{"data":{"items":{"nodes":[{"id":"2"}],"pageInfo":{"hasNextPage":false,"endCursor":null}}}}"""
            : """{"data":{"items":{"nodes":[{"id":"1"}],"pageInfo":{"hasNextPage":true,"endCursor":"c2"}}}}""",
        "/items" when HasCredential(request) => """{"data":[{"id":1,"updated_at":"2024-01-01T00:00:00Z"},{"id":2,"updated_at":"2024-01-02T00:00:00Z"}]}""",
        _ => null,
    };

    private static bool HasCredential(ApiRequest request) =>
        request.Headers.ContainsKey("Authorization") || request.Headers.ContainsKey("X-Api-Key") || request.Query.ContainsKey("api_key");

    private JsonObject Config(string address)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "files"));
        File.WriteAllText(Path.Combine(_folder, "files", "a.csv"), "id,name\n1,a\n2,b\n");
        File.WriteAllText(Path.Combine(_folder, "files", "a.jsonl"), "{\"id\":1}\n{\"id\":2}\n");
        string database = Path.Combine(_folder, "shop.db");
        using (var connection = new SqliteConnection($"Data Source={database};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE items(id INTEGER PRIMARY KEY, updated_at TEXT); INSERT INTO items VALUES (1, '2024-01-01'), (2, '2024-01-02')";
            command.ExecuteNonQuery();
        }

        return new JsonObject
        {
            ["base_url"] = address,
            ["token_url"] = address + "/token",
            ["api_key"] = "long-key",
            ["username"] = "u",
            ["password"] = "long-password",
            ["client_id"] = "c",
            ["client_secret"] = "long-secret",
            ["refresh_token"] = "long-refresh",
            ["folder"] = Path.Combine(_folder, "files"),
            ["file"] = database,
        };
    }

    private static Task<CommandRun> RunAsync(params string[] args) => CommandRun.OfAsync(["connector", .. args]);
}
