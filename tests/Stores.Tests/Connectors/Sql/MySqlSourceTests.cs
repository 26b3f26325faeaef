using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Sql;
using Supertrack.Stores.Connectors.Sql;

namespace Supertrack.Stores.Tests.Connectors.Sql;

/// <summary>MySQL's protocol against a real MariaDB; every test says so and ends where none is installed.</summary>
public sealed class MySqlSourceTests(MariaServer server) : IClassFixture<MariaServer>
{
    [Fact]
    public async Task A_full_read_gives_every_row_of_a_table_once_over_many_pages()
    {
        if (server.Port == 0) return;
        await server.ExecuteAsync("USE shop; CREATE TABLE shop.orders(a VARCHAR(10), b BIGINT UNSIGNED, PRIMARY KEY(a, b)); INSERT INTO shop.orders SELECT CONCAT('k', seq DIV 7), 18446744073709550000 + seq FROM seq_1_to_1503");

        var rows = await ReadAll(new SqlStreamManifest { Name = "orders", PageSize = 100 });

        Assert.Equal(1503, rows.Select(row => row["b"]!.ToJsonString()).Distinct().Count());
        Assert.Equal("18446744073709551503", rows.Select(row => row["b"]!.ToJsonString()).Max(StringComparer.Ordinal));
        Assert.Equal(1503, rows.Count);
    }

    [Fact]
    public async Task Every_type_crosses_with_its_value()
    {
        if (server.Port == 0) return;
        await server.ExecuteAsync("""
            CREATE TABLE shop.kinds(id INT PRIMARY KEY, flag TINYINT(1), small TINYINT, price DECIMAL(30,10), ratio DOUBLE, day DATE, at DATETIME(6), stamp TIMESTAMP(3) NULL,
                span TIME, made YEAR, bits BIT(4), colour ENUM('red','green'), tags SET('a','b'), raw VARBINARY(8), note TEXT CHARACTER SET utf8mb4, empty VARCHAR(5));
            SET time_zone = '+02:00'; SET sql_mode = '';
            INSERT INTO shop.kinds VALUES (1, 1, -5, 12345678901234567890.0123456789, 0.1, '2024-02-29', '2024-02-29 10:11:12.123456', '2024-02-29 10:11:12.5', '-12:34:56', 1999, b'1010', 'green', 'a,b', x'00ff', 'Zoë 🦊 \\ "x"', NULL),
                (2, 0, 0, -0.5, 0, '0000-00-00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', '');
            """);

        var rows = await ReadAll(new SqlStreamManifest { Name = "kinds" });

        Assert.Equal(
            """{"id":1,"flag":true,"small":-5,"price":12345678901234567890.0123456789,"ratio":0.1,"day":"2024-02-29","at":"2024-02-29T10:11:12.123456","stamp":"2024-02-29T08:11:12.500000Z","span":"-12:34:56","made":1999,"bits":10,"colour":"green","tags":"a,b","raw":"AP8="}""",
            Without(rows[0], "note", "empty"));
        Assert.Equal("Zoë 🦊 \\ \"x\"", (string?)rows[0]["note"]);
        Assert.Equal(("0000-00-00", "", ""), ((string?)rows[1]["day"], (string?)rows[1]["note"], (string?)rows[1]["empty"]));
    }

    [Fact]
    public async Task An_incremental_read_begins_at_the_state_to_the_microsecond()
    {
        if (server.Port == 0) return;
        await server.ExecuteAsync("CREATE TABLE shop.events(id INT PRIMARY KEY, at TIMESTAMP(6) NULL); SET time_zone = '+00:00'; INSERT INTO shop.events VALUES (1, '2024-01-02 00:00:00.000002'), (2, NULL), (3, '2024-01-02 00:00:00.000001'), (4, '2024-01-03')");
        var source = Open(new SqlStreamManifest { Name = "events", CursorField = "at", PageSize = 2 });
        JsonNode? state = null;
        var first = new List<int>();
        await foreach (var page in source.ReadAsync(new StreamReadRequest { Stream = "events", SyncMode = SyncMode.Incremental }, default))
        {
            first.AddRange(Rows(page).Select(row => (int)row["id"]!));
            state = page.State?.DeepClone() ?? state;
        }
        await server.ExecuteAsync("SET time_zone = '+00:00'; INSERT INTO shop.events VALUES (5, '2024-01-04')");

        var next = await Collect(source.ReadAsync(new StreamReadRequest { Stream = "events", SyncMode = SyncMode.Incremental, State = state }, default));

        Assert.Equal([3, 1, 4, 2], first);
        Assert.Equal([4, 5], next.Select(row => (int)row["id"]!));
    }

    [Fact]
    public async Task Discovery_lists_tables_and_views_with_key_and_types()
    {
        if (server.Port == 0) return;
        await server.ExecuteAsync("""CREATE DATABASE `ab``c`; GRANT ALL ON *.* TO reader@'%'; CREATE TABLE `ab``c`.`we"ird`(`k y` INT PRIMARY KEY, total DECIMAL(10,2)); CREATE VIEW `ab``c`.v AS SELECT 1 AS one""");
        var manifest = new SqlManifest { Provider = "mysql", Connection = Settings, AllTablesOf = ["ab`c"] };

        var streams = await new SqlSource(manifest, new SqlProviders().Connect("mysql", Settings)).DiscoverAsync(default);

        Assert.Equal(["ab`c.v", "ab`c.we\"ird"], streams.Select(stream => stream.Name).Order(StringComparer.Ordinal));
        Assert.Equal("k y", Assert.Single(streams.Single(stream => stream.Name != "ab`c.v").PrimaryKey)[0]);
    }

    [Fact]
    public async Task Nothing_can_be_written_even_by_a_hostile_query()
    {
        if (server.Port == 0) return;
        await server.ExecuteAsync("CREATE TABLE shop.kept(id INT PRIMARY KEY); INSERT INTO shop.kept VALUES (1); CREATE FUNCTION shop.evil() RETURNS INT MODIFIES SQL DATA BEGIN DELETE FROM shop.kept; RETURN 1; END");
        var source = Open(new SqlStreamManifest { Name = "q", Query = "SELECT shop.evil() AS id", PrimaryKey = ["id"] });

        await Assert.ThrowsAsync<ConnectorException>(() => Collect(source.ReadAsync(new StreamReadRequest { Stream = "q" }, default)));

        Assert.Single(await ReadAll(new SqlStreamManifest { Name = "kept" }));
    }

    [Fact]
    public async Task A_check_says_what_is_wrong_without_the_password()
    {
        if (server.Port == 0) return;
        var settings = new Dictionary<string, string>(Settings) { ["password"] = "not-the-word" };
        var manifest = new SqlManifest { Provider = "mysql", Connection = settings, AllTablesOf = ["shop"] };

        var result = await new SqlSource(manifest, new SqlProviders().Connect("mysql", settings)).CheckAsync(default);

        Assert.False(result.Succeeded);
        Assert.Contains("Check username and password", result.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-word", result.Message, StringComparison.Ordinal);
    }

    private Dictionary<string, string> Settings => new()
    {
        ["host"] = "127.0.0.1",
        ["port"] = server.Port.ToString(CultureInfo.InvariantCulture),
        ["database"] = "shop",
        ["username"] = "reader",
        ["password"] = MariaServer.Password,
    };

    private SqlSource Open(SqlStreamManifest stream) =>
        new(new SqlManifest { Provider = "mysql", Connection = Settings, Streams = [stream] }, new SqlProviders().Connect("mysql", Settings));

    private Task<List<JsonObject>> ReadAll(SqlStreamManifest stream) =>
        Collect(Open(stream).ReadAsync(new StreamReadRequest { Stream = stream.Name }, default));

    private static async Task<List<JsonObject>> Collect(IAsyncEnumerable<RecordPage> pages)
    {
        var rows = new List<JsonObject>();
        await foreach (var page in pages) rows.AddRange(Rows(page));
        return rows;
    }

    private static List<JsonObject> Rows(RecordPage page) =>
        [.. Encoding.UTF8.GetString(page.Lines.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    private static string Without(JsonObject row, params string[] names)
    {
        var copy = (JsonObject)row.DeepClone();
        foreach (var name in names) copy.Remove(name);
        return copy.ToJsonString();
    }
}
