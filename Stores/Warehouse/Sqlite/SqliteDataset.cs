using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Sqlite;

/// <param name="Key">The dataset's number in its file.</param>
internal sealed record SqliteDataset(
    DatasetId Id, long Key, string Table, IReadOnlyList<StoredColumn> Columns, IReadOnlyList<IReadOnlyList<string>> PrimaryKey, WriteMode Mode);
