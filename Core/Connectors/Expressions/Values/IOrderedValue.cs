namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>A value that can be ordered against others of its family (dates, durations).</summary>
internal interface IOrderedValue
{
    /// <summary>Negative, zero or positive; null where the two cannot be compared.</summary>
    int? CompareWith(Value other);
}
