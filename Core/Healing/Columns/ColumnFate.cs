using Supertrack.Core.Schemas.Transforms;

namespace Supertrack.Core.Healing.Columns;

/// <summary>What became of a column.</summary>
public enum Fate
{
    /// <summary>Its values are where they were.</summary>
    Kept,

    /// <summary>Its values come back from other fields.</summary>
    Mapped,

    /// <summary>Its values are nowhere; the old ones are kept.</summary>
    Lost,
}

/// <summary>One column of the old shape and where its values are now.</summary>
/// <param name="Path">Dotted path in the old shape; may stand for everything below it.</param>
/// <param name="Sources">Paths in the new shape; several are joined by the first step of the transform.</param>
/// <param name="Transform">How the old value comes back.</param>
/// <param name="Agreement">Share of the joined rows on which it does, 0 to 1.</param>
/// <param name="Evidence">One line for people.</param>
public sealed record ColumnFate(string Path, Fate Fate, IReadOnlyList<string> Sources, Chain Transform, double Agreement, string Evidence)
{
    /// <summary>A lost column whose name still holds values of the same kind.</summary>
    public bool StillThere { get; init; }
}
