using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Sql;
using Supertrack.Stores.Connectors.Sql;

namespace Supertrack.Stores.Tests.Connectors.Sql;

public sealed class SqliteSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sql-source-").FullName;

    private string Database => Path.Combine(_folder, "shop.db");

    [Fact]
    public async Task A_full_read_gives_every_row_of_a_table_once_over_many_pages()
    {
        Run("CREATE TABLE orders(id INTEGER PRIMARY KEY, name TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2503) INSERT INTO orders SELECT i, 'n' || i FROM n");

        var rows = await ReadAll(new SqlStreamManifest { Name = "orders", PageSize = 100 });

        Assert.Equal(Enumerable.Range(1, 2503), rows.Select(row => (int)row["id"]!));
    }

    [Fact]
    public async Task A_table_without_a_key_is_paged_by_the_address_of_its_rows()
    {
        Run("CREATE TABLE log(line TEXT); INSERT INTO log VALUES ('a'), ('a'), ('b'), ('a')");

        var rows = await ReadAll(new SqlStreamManifest { Name = "log", PageSize = 2 });

        Assert.Equal(["a", "a", "b", "a"], rows.Select(row => (string?)row["line"]));
    }

    [Fact]
    public async Task A_read_resumed_from_any_page_goes_on_with_the_next_row()
    {
        Run("CREATE TABLE t(a TEXT, b INTEGER, PRIMARY KEY(a, b)); INSERT INTO t VALUES ('x', 1), ('x', 2), ('y', 1), ('z', 5), ('z', 6)");
        var stream = new SqlStreamManifest { Name = "t", PageSize = 2 };
        var source = Open(stream);
        var checkpoints = new List<byte[]>();
        await foreach (var page in source.ReadAsync(new StreamReadRequest { Stream = "t" }, default)) checkpoints.Add(page.Checkpoint);

        var rest = await Collect(source.ReadAsync(new StreamReadRequest { Stream = "t", ResumeFrom = checkpoints[0] }, default));

        Assert.Equal(["y1", "z5", "z6"], rest.Select(row => $"{row["a"]}{row["b"]}"));
    }

    [Fact]
    public async Task An_incremental_read_begins_at_the_state_and_the_first_one_also_brings_rows_without_a_cursor_value()
    {
        Run("CREATE TABLE e(id INTEGER PRIMARY KEY, at TEXT); INSERT INTO e VALUES (1, '2024-01-02'), (2, NULL), (3, '2024-01-01'), (4, NULL), (5, '2024-01-03')");
        var source = Open(new SqlStreamManifest { Name = "e", CursorField = "at", PageSize = 1 });
        JsonNode? state = null;
        var first = new List<int>();
        await foreach (var page in source.ReadAsync(new StreamReadRequest { Stream = "e", SyncMode = SyncMode.Incremental }, default))
        {
            first.AddRange(Rows(page).Select(row => (int)row["id"]!));
            state = page.State ?? state;
        }

        Run("INSERT INTO e VALUES (6, '2024-01-04')");
        var second = await Collect(source.ReadAsync(new StreamReadRequest { Stream = "e", SyncMode = SyncMode.Incremental, State = state }, default));

        Assert.Equal([3, 1, 5, 2, 4], first);
        Assert.Equal("""{"at":"2024-01-03"}""", state!.ToJsonString());
        Assert.Equal([5, 6], second.Select(row => (int)row["id"]!));
    }

    [Fact]
    public async Task Values_cross_with_every_digit_and_text_in_a_number_column_stays_text()
    {
        Run("""CREATE TABLE v(id INTEGER PRIMARY KEY, big INTEGER, f REAL, odd INTEGER, b BLOB, t TEXT); INSERT INTO v VALUES (1, 9223372036854775807, 1.0, 'seven', x'00ff', 'quote " and \ line' || char(10))""");

        var row = Assert.Single(await ReadAll(new SqlStreamManifest { Name = "v" }));

        Assert.Equal("""{"id":1,"big":9223372036854775807,"f":1.0,"odd":"seven","b":"AP8=","t":"quote \u0022 and \\ line\n"}""", row.ToJsonString());
    }

    [Fact]
    public async Task Discovery_lists_every_table_with_key_and_types()
    {
        Run("CREATE TABLE orders(id INTEGER PRIMARY KEY, total REAL, note TEXT); CREATE VIEW big AS SELECT * FROM orders WHERE total > 10");
        var manifest = new SqlManifest { Provider = "sqlite", Connection = Settings, AllTablesOf = ["main"] };

        var streams = await new SqlSource(manifest, new SqlProviders().Connect("sqlite", Settings)).DiscoverAsync(default);

        Assert.Equal(["big", "orders"], streams.Select(stream => stream.Name));
        Assert.Equal("id", Assert.Single(streams[1].PrimaryKey)[0]);
        Assert.Equal("""["number","null"]""", streams[1].JsonSchema["properties"]!["total"]!["type"]!.ToJsonString());
    }

    [Fact]
    public async Task Nothing_can_be_written_even_by_a_hostile_query()
    {
        Run("CREATE TABLE t(id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)");
        var source = Open(new SqlStreamManifest { Name = "q", Query = "SELECT 1 AS id) AS q; DELETE FROM t; --", PrimaryKey = ["id"] });

        await Assert.ThrowsAsync<ConnectorException>(() => Collect(source.ReadAsync(new StreamReadRequest { Stream = "q" }, default)));

        Assert.Single(await ReadAll(new SqlStreamManifest { Name = "t" }));
    }

    [Fact]
    public async Task A_hostile_table_name_is_only_a_name_that_does_not_exist()
    {
        Run("CREATE TABLE t(id INTEGER PRIMARY KEY)");
        var source = Open(new SqlStreamManifest { Name = "x", Table = "t\"; DROP TABLE t; --" });

        var error = await Assert.ThrowsAsync<ConnectorException>(() => Collect(source.ReadAsync(new StreamReadRequest { Stream = "x" }, default)));

        Assert.Contains("Check the table", error.Message);
        Assert.Empty(await ReadAll(new SqlStreamManifest { Name = "t" }));
    }

    [Theory]
    [InlineData("missing.db", "Check that the file exists")]
    [InlineData("text.db", "names a SQLite database")]
    public async Task A_check_says_what_is_wrong_with_the_file(string file, string expected)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "text.db"), new string('x', 4096));
        var settings = new Dictionary<string, string> { ["file"] = Path.Combine(_folder, file) };
        var manifest = new SqlManifest { Provider = "sqlite", Connection = settings, AllTablesOf = ["main"] };

        var result = await new SqlSource(manifest, new SqlProviders().Connect("sqlite", settings)).CheckAsync(default);

        Assert.False(result.Succeeded);
        Assert.Contains(expected, result.Message);
    }

    [Fact]
    public void A_misspelt_setting_is_refused_by_name()
    {
        var error = Assert.Throws<ConnectorException>(() => new SqlProviders().Connect("sqlite", new Dictionary<string, string> { ["file"] = "x", ["fil"] = "y" }));

        Assert.Contains("connection.fil", error.Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Dictionary<string, string> Settings => new() { ["file"] = Database };

    private SqlSource Open(SqlStreamManifest stream) =>
        new(new SqlManifest { Provider = "sqlite", Connection = Settings, Streams = [stream] }, new SqlProviders().Connect("sqlite", Settings));

    private Task<List<JsonObject>> ReadAll(SqlStreamManifest stream) =>
        Collect(Open(stream).ReadAsync(new StreamReadRequest { Stream = stream.Name }, default));

    private static async Task<List<JsonObject>> Collect(IAsyncEnumerable<RecordPage> pages)
    {
        var rows = new List<JsonObject>();
        await foreach (var page in pages) rows.AddRange(Rows(page));
        return rows;
    }

    private static IEnumerable<JsonObject> Rows(RecordPage page) =>
        Encoding.UTF8.GetString(page.Lines.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
