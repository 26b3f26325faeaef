using Microsoft.Data.Sqlite;
using Npgsql;
using Supertrack.Core.Connectors.Templates;
using Supertrack.Silo.Tests.Gateway;
using Supertrack.Stores.Tests.Warehouse;
using Xunit.Abstractions;

namespace Supertrack.Silo.Tests.Sources;

/// <summary>Databases and files over the gateway: registered, synced, and their records asked for; twice, because the second run continues.</summary>
public sealed class OtherSourcesTests(PostgresServer postgres, ITestOutputHelper output) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task A_SQLite_file_a_folder_of_CSV_and_one_of_JSON_lines_sync_and_continue()
    {
        using var data = new TemporaryFolder();
        using var sources = new TemporaryFolder();
        var database = Path.Combine(sources.Path, "shop.db");
        Execute(database, "CREATE TABLE items(id INTEGER PRIMARY KEY, updated_at TEXT, name TEXT); INSERT INTO items VALUES (1,'2024-01-01','a'),(2,'2024-01-02','b')");
        await File.WriteAllTextAsync(Path.Combine(sources.Path, "a.csv"), "id,name\n1,\"x, y\"\n2,\n");
        await File.WriteAllTextAsync(Path.Combine(sources.Path, "a.jsonl"), "{\"id\":1,\"name\":\"p\"}\n{\"id\":2}\n");
        await using var silo = await StartAsync(data, ["--Supertrack:Sources:Folders:0", sources.Path]);
        await silo.RegisterAsync("acme", "shop", ConnectorTemplates.Find("sql-sqlite")!, new { file = database });
        await silo.RegisterAsync("acme", "csv", ConnectorTemplates.Find("files-csv")!, new { folder = sources.Path });
        await silo.RegisterAsync("acme", "jsonl", ConnectorTemplates.Find("files-jsonl")!, new { folder = sources.Path });
        foreach (var connector in (string[])["shop", "csv", "jsonl"])
        {
            await SyncAsync(silo, connector, 2);
            Assert.Equal(["1", "2"], await IdsAsync(silo, connector));
        }

        Execute(database, "INSERT INTO items VALUES (3,'2024-01-03','c')");
        await File.WriteAllTextAsync(Path.Combine(sources.Path, "b.csv"), "id,name\n3,z\n");
        await File.WriteAllTextAsync(Path.Combine(sources.Path, "b.jsonl"), "{\"id\":3}\n");
        foreach (var connector in (string[])["shop", "csv", "jsonl"])
        {
            await SyncAsync(silo, connector, records: null);
            Assert.Equal(["1", "2", "3"], await IdsAsync(silo, connector));
        }
    }

    [Fact]
    public async Task What_lies_outside_the_allowed_folders_and_hosts_is_refused_at_registration()
    {
        using var data = new TemporaryFolder();
        using var sources = new TemporaryFolder();
        await using var silo = await StartAsync(data, ["--Supertrack:Sources:Folders:0", Path.Combine(sources.Path, "allowed")]);
        var folder = await Assert.ThrowsAsync<InvalidOperationException>(() => silo.RegisterAsync("acme", "csv", ConnectorTemplates.Find("files-csv")!, new { folder = sources.Path }));
        Assert.Contains("Supertrack:Sources:Folders", folder.Message, StringComparison.Ordinal);
        var host = await Assert.ThrowsAsync<InvalidOperationException>(() => silo.RegisterAsync("acme", "pg", ConnectorTemplates.Find("sql-postgres")!, new { host = "127.0.0.1", database = "d", username = "u", password = "long-password" }));
        Assert.Contains("Supertrack:Sources:DatabaseHosts", host.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("long-password", host.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_PostgreSQL_table_syncs_and_continues_at_its_cursor()
    {
        if (await postgres.CreateDatabaseAsync() is not { } connection)
        {
            output.WriteLine(postgres.Missing);
            return;
        }
        await using var source = NpgsqlDataSource.Create(connection);
        await ExecuteAsync(source, "CREATE TABLE items(id bigint PRIMARY KEY, updated_at timestamptz, tags jsonb, price numeric(10,2)); INSERT INTO items SELECT n, '2024-01-01'::timestamptz + n * interval '1 s', '{\"a\":[1]}', n / 100.0 FROM generate_series(1, 2500) n");
        using var data = new TemporaryFolder();
        await using var silo = await StartAsync(data, ["--Supertrack:Sources:DatabaseHosts:0", "127.0.0.1"]);
        var address = new NpgsqlConnectionStringBuilder(connection);
        await silo.RegisterAsync("acme", "pg", ConnectorTemplates.Find("sql-postgres")!, new { host = "127.0.0.1", port = address.Port, database = address.Database, username = "postgres", password = "trusted-anyway" });
        await SyncAsync(silo, "pg", 2500);
        var first = (await silo.GetAsync("tenants/acme/connectors/pg/streams/items/records?limit=1")).GetProperty("items")[0];
        Assert.Equal(("1", """{"a":[1]}"""), (first.GetProperty("id").ToString(), first.GetProperty("tags").GetRawText().Replace(" ", "", StringComparison.Ordinal)));

        await ExecuteAsync(source, "INSERT INTO items VALUES (2501, now(), null, 1)");
        var again = await silo.RunAsync("acme", "pg");
        Assert.Equal("succeeded", again.GetProperty("status").GetString());
        Assert.InRange(again.GetProperty("records").GetInt64(), 1, 2);
        Assert.Equal(2501, (await silo.GetAsync("tenants/acme/datasets")).GetProperty("items")[0].GetProperty("rows").GetInt64());
    }

    private static async Task<RunningSilo> StartAsync(TemporaryFolder data, string[] settings)
    {
        var silo = await RunningSilo.StartAsync(data.Path, [.. settings, "--Logging:LogLevel:Default", "Error", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Error"]);
        await silo.TenantAsync("acme");
        return silo;
    }

    private static async Task SyncAsync(RunningSilo silo, string connector, long? records)
    {
        var run = await silo.RunAsync("acme", connector);
        Assert.True(run.GetProperty("status").GetString() == "succeeded", run.ToString());
        if (records is { } expected)
            Assert.Equal(expected, run.GetProperty("records").GetInt64());
    }

    private static async Task<string[]> IdsAsync(RunningSilo silo, string connector) =>
        [.. (await silo.GetAsync($"tenants/acme/connectors/{connector}/streams/items/records")).GetProperty("items").EnumerateArray().Select(record => record.GetProperty("id").ToString()).Order()];

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
