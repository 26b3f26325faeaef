namespace Supertrack.Core.Connectors.Sql;

/// <summary>How a column's values are selected, written as JSON and bound again as parameters.</summary>
public enum SqlValueKind
{
    /// <summary>JSON string; everything that has no closer kind is selected as text.</summary>
    Text,

    /// <summary>JSON integer.</summary>
    Integer,

    /// <summary>JSON number from a binary floating-point column.</summary>
    Float,

    /// <summary>JSON number with every digit, selected as text; NaN and infinities become strings.</summary>
    Decimal,

    Boolean,

    /// <summary>JSON string, <c>YYYY-MM-DD</c>.</summary>
    Date,

    /// <summary>JSON string, ISO 8601 without zone.</summary>
    Timestamp,

    /// <summary>JSON string, ISO 8601 in UTC with <c>Z</c>.</summary>
    TimestampWithZone,

    /// <summary>Selected as JSON text and written as it is.</summary>
    Json,

    /// <summary>JSON string, base64.</summary>
    Bytes,

    /// <summary>The column has no declared type that binds its values (SQLite): each value is written by its own type.</summary>
    Dynamic,
}
