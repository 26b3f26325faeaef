using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Supertrack.Cli.Tests.Connectors;

public sealed class OtherSourceTests : IDisposable
{
    private const string Sql = """
        type: SqlSource
        provider: sqlite
        connection:
          file: "{{ config['file'] }}"
        streams:
          - name: orders
            cursor_field: changed
            page_size: 2
        spec:
          connection_specification:
            type: object
            required: [file]
            properties: {file: {type: string}}
        """;

    private const string Files = """
        type: FileSource
        folder: "{{ config['folder'] }}"
        streams:
          - name: people
            globs: ["people/*.csv"]
            primary_key: id
            csv: {delimiter: ";", null_values: ["", "-"]}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("supertrack-cli").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_SQLite_file_is_checked_described_and_read()
    {
        Database();
        string manifest = Write("m.yaml", Sql);
        string config = Write("config.json", new JsonObject { ["file"] = At("shop.db") }.ToJsonString());

        Assert.Contains("\"required\":[\"file\"]", Flat(await Run("spec", manifest)), StringComparison.Ordinal);
        Assert.Contains("SUCCEEDED", (await Run("check", manifest, "--config", config)).Results, StringComparison.Ordinal);
        Assert.Contains("\"cursor_field\":[\"changed\"]", Flat(await Run("discover", manifest, "--config", config)), StringComparison.Ordinal);
        Assert.Contains("\"streams\":[\"orders\"]", Flat(await Run("lint", manifest)), StringComparison.Ordinal);
        Assert.Equal(["1", "2", "3"], Ids(await Run("read", manifest, "--config", config)));
    }

    [Fact]
    public async Task A_folder_of_CSV_is_checked_described_and_read()
    {
        Directory.CreateDirectory(At("people"));
        Write("people/a.csv", "id;name\n1;Ada\n2;-\n");
        Write("people/b.csv", "id;name\n3;Béla\n");
        Write("other.csv", "id;name\n9;no\n");
        string manifest = Write("m.yaml", Files);
        string config = Write("config.json", new JsonObject { ["folder"] = _folder }.ToJsonString());

        Assert.Contains("SUCCEEDED", (await Run("check", manifest, "--config", config)).Results, StringComparison.Ordinal);
        Assert.Contains("\"primary_key\":[[\"id\"]]", Flat(await Run("discover", manifest, "--config", config)), StringComparison.Ordinal);
        CommandRun read = await Run("read", manifest, "--config", config);
        Assert.Equal(["1", "2", "3"], Ids(read).Order());
        Assert.Contains("\"name\":null", read.Results, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("page_size: 2", "page_size: many", "streams[0].page_size")]
    [InlineData("cursor_field: changed", "cursor: changed", "streams[0].cursor")]
    [InlineData("config['file']", "config['file'", "connection.file")]
    [InlineData("provider: sqlite", "", "provider")]
    [InlineData("name: orders", "name: orders\n    table: a\n    query: SELECT 1", "streams[0]")]
    [InlineData("  - name: orders", "  - name: orders\n  - name: orders", "Two streams are named 'orders'")]
    public async Task A_wrong_SQL_manifest_names_file_line_and_path(string right, string wrong, string named)
    {
        Assert.Contains(right, Sql, StringComparison.Ordinal);
        string manifest = Write("m.yaml", Sql.Replace(right, wrong, StringComparison.Ordinal));
        CommandRun run = await Run("spec", manifest);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Matches(@"m\.yaml:\d+: ", run.Notes);
        Assert.Contains(named, run.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("folder:", "folders:", "folders")]
    [InlineData("delimiter: \";\"", "delimiter: \";;\"", "streams[0].csv.delimiter")]
    [InlineData("name: people", "name: people\n    format: excel", "streams[0].format")]
    [InlineData("streams:", "urls: [\"https://h/a.csv\"]\nstreams:", "Exactly one of folder and urls")]
    public async Task A_wrong_file_manifest_names_file_line_and_path(string right, string wrong, string named)
    {
        Assert.Contains(right, Files, StringComparison.Ordinal);
        string manifest = Write("m.yaml", Files.Replace(right, wrong, StringComparison.Ordinal));
        CommandRun run = await Run("spec", manifest);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Matches(@"m\.yaml:\d+: ", run.Notes);
        Assert.Contains(named, run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_the_configuration_lacks_is_named()
    {
        string manifest = Write("m.yaml", Sql);
        CommandRun run = await Run("read", manifest, "--config", Write("config.json", "{}"));
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("connection.file", run.Notes, StringComparison.Ordinal);
    }

    private static Task<CommandRun> Run(string verb, params string[] arguments) => CommandRun.OfAsync(["connector", verb, .. arguments]);

    private static string Flat(CommandRun run) => JsonNode.Parse(run.Results)!.ToJsonString();

    private static string[] Ids(CommandRun run) =>
        [.. run.Results.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(message => message.GetProperty("type").GetString() == "RECORD")
            .Select(message => message.GetProperty("record").GetProperty("data").GetProperty("id").ToString())];

    private void Database()
    {
        using var connection = new SqliteConnection($"Data Source={At("shop.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE orders(id INTEGER PRIMARY KEY, changed TEXT); INSERT INTO orders VALUES (1, '2024-01-01'), (2, '2024-01-02'), (3, '2024-01-03')";
        command.ExecuteNonQuery();
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    private string At(string name) => Path.Combine(_folder, name);
}
