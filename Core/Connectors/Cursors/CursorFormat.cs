using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Cursors;

/// <summary>How cursor values are read, compared and written: datetimes in a format, or counts.</summary>
internal abstract class CursorFormat
{
    public abstract bool TryParse(Value value, out CursorPoint point);

    protected abstract string Expected { get; }

    /// <exception cref="ConnectorException">The value has none of the formats.</exception>
    public CursorPoint Parse(Value value) => TryParse(value, out var point) ? point
        : throw new ConnectorException(FailureKind.Config, $"'{value}' is not in the form {Expected}. Correct the configuration, the state or the cursor's formats.");

    public abstract Value Write(CursorPoint point);

    /// <summary>The smallest step between two values: intervals that lie this close are one.</summary>
    public abstract CursorPoint Increment(CursorPoint point);
}

/// <summary>A place on the cursor's axis: a time in microseconds with its offset, or a count.</summary>
internal readonly record struct CursorPoint(DateTimeOffset Time, Value? Count) : IComparable<CursorPoint>
{
    public static CursorPoint Of(DateTimeOffset time) => new(time, null);

    public int CompareTo(CursorPoint other)
    {
        if (Count is null || other.Count is null) return Time.CompareTo(other.Time);
        return Comparer<decimal>.Default.Compare(Number(Count), Number(other.Count));
    }

    private static decimal Number(Value value) => value switch
    {
        IntValue { IsSmall: true } integer => integer.Small,
        FloatValue number => (decimal)Math.Clamp(number.Number, -7e27, 7e27),
        _ => 0,
    };

    public static bool operator <(CursorPoint left, CursorPoint right) => left.CompareTo(right) < 0;

    public static bool operator >(CursorPoint left, CursorPoint right) => left.CompareTo(right) > 0;

    public static bool operator <=(CursorPoint left, CursorPoint right) => left.CompareTo(right) <= 0;

    public static bool operator >=(CursorPoint left, CursorPoint right) => left.CompareTo(right) >= 0;

    public static CursorPoint Max(CursorPoint left, CursorPoint right) => left < right ? right : left;

    public static CursorPoint Min(CursorPoint left, CursorPoint right) => right < left ? right : left;
}

/// <summary>Whole numbers that count up.</summary>
internal sealed class CountFormat : CursorFormat
{
    public override bool TryParse(Value value, out CursorPoint point)
    {
        point = new CursorPoint(default, value);
        return value is IntValue or FloatValue;
    }

    protected override string Expected => "of a number";

    public override Value Write(CursorPoint point) => point.Count ?? IntValue.Of(0);

    public override CursorPoint Increment(CursorPoint point) => new(default, point.Count switch
    {
        IntValue { IsSmall: true } integer => IntValue.Of(integer.Small + 1),
        FloatValue number => new FloatValue(number.Number + 1),
        _ => point.Count,
    });
}
