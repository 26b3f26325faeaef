namespace Supertrack.Core.Storage;

public enum ColumnType
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>64-bit signed integer.</summary>
    Integer,

    /// <summary>Double precision number.</summary>
    Number,

    Boolean,

    /// <summary>ISO 8601 date and time; one without offset counts as UTC.</summary>
    Timestamp,

    /// <summary>ISO 8601 calendar date.</summary>
    Date,

    /// <summary>Any JSON value, kept as JSON.</summary>
    Json,
}
