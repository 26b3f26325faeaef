using Supertrack.Core.Storage;
using Supertrack.Stores.Migrations;

namespace Supertrack.Stores.Warehouse.Evolution;

/// <summary>What the warehouse's catalog says of one dataset's table; the same tables in both databases.</summary>
/// <param name="Journaled">What recent runs changed can still be taken back, from images of the rows that have the table's columns.</param>
internal sealed record DatasetTable(long Key, string Name, WriteMode Mode, IReadOnlyList<StoredColumn> Columns, bool Journaled)
{
    /// <summary>The table with the images of the journal; its columns are the table's.</summary>
    public string Images => Sqlite.SqliteJournal.Images(Name);

    public static async Task<DatasetTable?> FindAsync(MigrationConnection connection, EvolutionSql sql, DatasetId dataset, CancellationToken cancellationToken)
    {
        if (await connection.NumberAsync(sql.CatalogTables, cancellationToken) is not > 0) return null;
        (long Key, string Name, string Mode)? found = null;
        await using (var command = connection.Command(
            "SELECT id, table_name, mode FROM _supertrack_dataset WHERE connector = @connector AND stream = @stream", ("connector", dataset.Connector), ("stream", dataset.Stream)))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (await reader.ReadAsync(cancellationToken)) found = (reader.GetInt64(0), reader.GetString(1), reader.GetString(2));
        }
        if (found is not { } row) return null;
        var journals = await connection.NumberAsync(sql.JournalTables, cancellationToken) is > 0
            && await connection.NumberAsync($"SELECT COUNT(*) FROM _supertrack_journal WHERE dataset = {row.Key} AND restored IS NULL", cancellationToken) is > 0;
        var columns = new List<StoredColumn>();
        await using (var command = connection.Command("SELECT name, property, type FROM _supertrack_column WHERE dataset = @dataset ORDER BY position", ("dataset", row.Key)))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken)) columns.Add(new StoredColumn(reader.GetString(0), reader.GetString(1), Enum.Parse<ColumnType>(reader.GetString(2))));
        }
        return new DatasetTable(row.Key, row.Name, Enum.Parse<WriteMode>(row.Mode), columns, journals);
    }
}
