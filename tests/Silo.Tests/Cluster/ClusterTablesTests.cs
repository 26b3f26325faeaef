using Npgsql;
using Supertrack.Silo.Cluster;
using Supertrack.Stores.Tests.Warehouse;

namespace Supertrack.Silo.Tests.Cluster;

[Collection(PostgresCollection.Name)]
public sealed class ClusterTablesTests(PostgresServer server)
{
    /// <summary>What the providers of clustering, grain state and reminders look up by name when they start.</summary>
    private static readonly string[] Needed =
    [
        "GatewaysQueryKey", "MembershipReadRowKey", "MembershipReadAllKey", "InsertMembershipVersionKey", "UpdateIAmAlivetimeKey", "InsertMembershipKey",
        "UpdateMembershipKey", "DeleteMembershipTableEntriesKey", "CleanupDefunctSiloEntriesKey", "ReadFromStorageKey", "WriteToStorageKey", "ClearStorageKey",
        "ReadReminderRowsKey", "ReadReminderRowKey", "ReadRangeRows1Key", "ReadRangeRows2Key", "UpsertReminderRowKey", "DeleteReminderRowKey", "DeleteReminderRowsKey",
    ];

    [Fact]
    public async Task Silos_that_start_together_over_an_empty_database_make_every_statement_once()
    {
        if (await server.CreateDatabaseAsync() is not { } database)
            return;
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ClusterTables.EnsureAsync(database, CancellationToken.None)));
        Assert.Empty(Needed.Except(await NamesAsync(database)));
    }

    [Fact]
    public async Task An_older_statement_is_replaced_and_what_is_stored_stays()
    {
        if (await server.CreateDatabaseAsync() is not { } database)
            return;
        await ClusterTables.EnsureAsync(database, CancellationToken.None);
        var text = await ScalarAsync(database, "SELECT querytext FROM orleansquery WHERE querykey = 'ReadReminderRowKey'");
        await ScalarAsync(database, "UPDATE orleansquery SET querytext = 'SELECT 1'");
        await ScalarAsync(database, "INSERT INTO supertrack_reminder (service, grain, name, grain_hash, starttime, period) VALUES ('s', 'g', 'n', 1, now(), 60)");
        await ClusterTables.EnsureAsync(database, CancellationToken.None);
        Assert.Equal(text, await ScalarAsync(database, "SELECT querytext FROM orleansquery WHERE querykey = 'ReadReminderRowKey'"));
        Assert.Equal(1L, await ScalarAsync(database, "SELECT COUNT(*) FROM supertrack_reminder"));
    }

    private static async Task<List<string>> NamesAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("SELECT querykey FROM orleansquery");
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync())
            names.Add(reader.GetString(0));
        return names;
    }

    private static async Task<object?> ScalarAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
