using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Postgres;

/// <param name="Key">The dataset's number in its schema.</param>
/// <param name="Schema">The tenant's schema, unquoted.</param>
internal sealed record PostgresDataset(
    DatasetId Id, long Key, string Schema, string Table, IReadOnlyList<StoredColumn> Columns, IReadOnlyList<IReadOnlyList<string>> PrimaryKey, WriteMode Mode)
{
    public string Quoted(string table) => $"{ColumnNames.Quote(Schema)}.{ColumnNames.Quote(table)}";
}
