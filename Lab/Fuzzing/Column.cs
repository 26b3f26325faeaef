using System.Text.Json.Nodes;

namespace Supertrack.Lab.Fuzzing;

/// <summary>What the values of a column look like; decides which changes fit it.</summary>
internal enum ColumnKind
{
    Key,
    Part,
    Text,
    FullName,
    Code,
    Digits,
    Enumeration,
    Flag,
    Cents,
    Money,
    Whole,
    Counter,
    Iso,
    UnixSeconds,
    Date,
    Constant,
    Nested,
    TextList,
    ObjectList,
    Copy,
}

/// <summary>One column of a made-up data set.</summary>
/// <param name="Name">Its name in version 0.</param>
/// <param name="Of">The value in the record of an index.</param>
internal sealed record Column(string Name, ColumnKind Kind, Func<int, JsonNode?> Of)
{
    /// <summary>Values tell one record from most others, so that a mapping of it can be proved.</summary>
    public bool Telling => Kind is ColumnKind.Text or ColumnKind.FullName or ColumnKind.Code or ColumnKind.Digits or ColumnKind.Cents or ColumnKind.Money or ColumnKind.Whole or ColumnKind.Iso or ColumnKind.UnixSeconds or ColumnKind.Date;
}
