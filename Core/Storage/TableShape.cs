namespace Supertrack.Core.Storage;

/// <summary>What a stream's table should look like. A table only ever gains columns.</summary>
public sealed record TableShape
{
    public required IReadOnlyList<TableColumn> Columns { get; init; }

    /// <summary>Paths of the members that identify a record; empty when the stream has no key.</summary>
    public IReadOnlyList<IReadOnlyList<string>> PrimaryKey { get; init; } = [];

    public WriteMode Mode { get; init; } = WriteMode.Append;
}
