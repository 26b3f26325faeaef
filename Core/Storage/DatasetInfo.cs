namespace Supertrack.Core.Storage;

/// <param name="Table">The table's name in SQL, unquoted.</param>
/// <param name="Location">Where a person finds it: a file, or host, database and schema; never a secret.</param>
public sealed record DatasetInfo(
    DatasetId Dataset, string Table, string Location, IReadOnlyList<StoredColumn> Columns, long Rows, StreamPosition Position);

/// <param name="Name">The column's name in SQL, unquoted.</param>
/// <param name="Property">The record's member it holds.</param>
public sealed record StoredColumn(string Name, string Property, ColumnType Type);
