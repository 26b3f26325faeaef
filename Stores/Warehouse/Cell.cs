namespace Supertrack.Stores.Warehouse;

internal enum CellKind : byte
{
    Null,
    Integer,
    Number,
    Boolean,

    /// <summary>Text that stands in the line as it is.</summary>
    Text,

    /// <summary>Text that had escapes; it lies unescaped in the scratch buffer.</summary>
    Scratch,

    /// <summary>A JSON value that stands in the line.</summary>
    Json,
}

/// <summary>One value of a record, ready to be bound to a column.</summary>
internal struct Cell
{
    public CellKind Kind;
    public int Start;
    public int Length;
    public long Integer;
    public double Number;
}
