namespace Supertrack.Core.Storage;

/// <summary>Which stored records, in which order, with which members.</summary>
public sealed record RecordQuery
{
    public const int MostFilters = 20;
    public const int MostValues = 200;

    /// <summary>All must hold.</summary>
    public IReadOnlyList<RecordFilter> Filters { get; init; } = [];

    /// <summary>The member to sort by; null for the order of storing. Records without a value come last, equal ones in the order of storing.</summary>
    public string? SortBy { get; init; }

    public bool Descending { get; init; }

    /// <summary>The members to show; empty for all.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Continue behind this record; null from the start.</summary>
    public RecordPlace? After { get; init; }

    /// <summary>At most so many records.</summary>
    public required int Limit { get; init; }
}

/// <param name="Row">The record's row.</param>
/// <param name="Key">What it was sorted by, as text; null where it has no value or nothing was sorted by.</param>
public sealed record RecordPlace(long Row, string? Key);

/// <param name="Field">A member of the records as the API spells it.</param>
/// <param name="Values">One; several for <see cref="RecordOperator.In"/>; <c>true</c> or <c>false</c> for <see cref="RecordOperator.Null"/>.</param>
public sealed record RecordFilter(string Field, RecordOperator Operator, IReadOnlyList<string> Values);

/// <summary>How a member is compared. A member without a value holds only for <see cref="Null"/>.</summary>
public enum RecordOperator
{
    /// <summary>Equal.</summary>
    Eq,

    /// <summary>Has another value.</summary>
    Ne,

    Gt,

    Gte,

    Lt,

    Lte,

    /// <summary>Equal to one of the values.</summary>
    In,

    /// <summary>Has no value, or, with <c>false</c>, has one.</summary>
    Null,
}

/// <summary>The query does not fit the records; the message says what does.</summary>
public sealed class RecordQueryException(string message) : Exception(message);
