using Supertrack.Core.Storage;
using Supertrack.Stores.Migrations;

namespace Supertrack.Stores.Warehouse.Evolution;

/// <summary>What the warehouse's catalog says of one dataset's table; the same tables in both databases.</summary>
internal sealed record DatasetTable(long Key, string Name, WriteMode Mode, IReadOnlyList<StoredColumn> Columns)
{
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
        var columns = new List<StoredColumn>();
        await using (var command = connection.Command("SELECT name, property, type FROM _supertrack_column WHERE dataset = @dataset ORDER BY position", ("dataset", row.Key)))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken)) columns.Add(new StoredColumn(reader.GetString(0), reader.GetString(1), Enum.Parse<ColumnType>(reader.GetString(2))));
        }
        return new DatasetTable(row.Key, row.Name, Enum.Parse<WriteMode>(row.Mode), columns);
    }
}
