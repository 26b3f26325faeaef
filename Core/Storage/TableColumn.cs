namespace Supertrack.Core.Storage;

/// <param name="Property">The record's member as the API spells it.</param>
/// <param name="Type">What the column holds; a value that does not fit is kept in the row's <c>_extra</c>.</param>
public sealed record TableColumn(string Property, ColumnType Type);
