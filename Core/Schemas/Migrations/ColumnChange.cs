using Supertrack.Core.Schemas.Dialects;

namespace Supertrack.Core.Schemas.Migrations;

/// <summary>One change of a table's columns. A closed hierarchy: add, retire, rename, retype, scale, map, split, join.</summary>
public abstract record ColumnChange
{
    private protected ColumnChange()
    {
    }

    /// <summary>Columns of the old shape that the new ones are made of; none for an added column.</summary>
    public abstract IReadOnlyList<string> Sources { get; }

    /// <summary>Columns of the new shape; none for a retired column.</summary>
    public abstract IReadOnlyList<ModelColumn> Targets { get; }
}

/// <summary>A column that had no value before.</summary>
public sealed record AddColumn(ModelColumn Column) : ColumnChange
{
    public override IReadOnlyList<string> Sources => [];

    public override IReadOnlyList<ModelColumn> Targets => [Column];
}

/// <summary>A column that the new shape does not have. Its values stay.</summary>
public sealed record RetireColumn(string Column) : ColumnChange
{
    public override IReadOnlyList<string> Sources => [Column];

    public override IReadOnlyList<ModelColumn> Targets => [];
}

/// <summary>The same values, perhaps as another type, under the same or another name.</summary>
public sealed record MoveColumn(string From, ModelColumn To) : ColumnChange
{
    public override IReadOnlyList<string> Sources => [From];

    public override IReadOnlyList<ModelColumn> Targets => [To];
}

/// <summary>Numbers times <paramref name="Factor"/> (units to cents: 100).</summary>
public sealed record ScaleColumn(string From, ModelColumn To, decimal Factor) : ColumnChange
{
    public override IReadOnlyList<string> Sources => [From];

    public override IReadOnlyList<ModelColumn> Targets => [To];
}

/// <summary>Each value, as text, becomes another. A value that <paramref name="Values"/> does not have goes to quarantine.</summary>
public sealed record MapColumn(string From, ModelColumn To, IReadOnlyDictionary<string, string> Values) : ColumnChange
{
    public override IReadOnlyList<string> Sources => [From];

    public override IReadOnlyList<ModelColumn> Targets => [To];
}

/// <summary>Text cut in two at the first <paramref name="By"/>; without one the first part is all of it.</summary>
public sealed record SplitColumn(string From, ModelColumn First, ModelColumn Rest, string By) : ColumnChange
{
    public override IReadOnlyList<string> Sources => [From];

    public override IReadOnlyList<ModelColumn> Targets => [First, Rest];
}

/// <summary>Two texts put together; where the second is null, the first alone.</summary>
public sealed record JoinColumns(string First, string Rest, ModelColumn To, string By) : ColumnChange
{
    public override IReadOnlyList<string> Sources => [First, Rest];

    public override IReadOnlyList<ModelColumn> Targets => [To];
}
