namespace Supertrack.Core.Storage;

/// <summary>What a stream's table should look like. A table only ever gains columns.</summary>
public sealed record TableShape
{
    public required IReadOnlyList<TableColumn> Columns { get; init; }

    /// <summary>Paths of the members that identify a record; empty when the stream has no key.</summary>
    public IReadOnlyList<IReadOnlyList<string>> PrimaryKey { get; init; } = [];

    /// <summary>Dotted paths of members that the source no longer has: an upsert leaves what is stored of them. Empty for none.</summary>
    public IReadOnlyList<string> Lost { get; init; } = [];

    public WriteMode Mode { get; init; } = WriteMode.Append;

    /// <summary>
    /// The journal under which the run writes: what it changes can be taken back by <see cref="IWarehouse.UndoAsync"/> as long as every run since writes under the
    /// same one. Null for a run whose rows stay, which ends any journal of the dataset.
    /// </summary>
    public string? Journal { get; init; }

    /// <summary>Whether members that no column holds become columns; else they are kept in <c>_extra</c> until somebody decides. Default true.</summary>
    public bool TakesNewMembers { get; init; } = true;
}
