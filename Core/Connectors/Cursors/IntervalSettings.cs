namespace Supertrack.Core.Connectors.Cursors;

/// <summary>What a cursor divides its axis by.</summary>
internal sealed record IntervalSettings
{
    /// <summary>Field of the records; also the key in the state.</summary>
    public required string Field { get; init; }

    public required CursorFormat Format { get; init; }

    /// <summary>Names of an interval's bounds in a slice; null where slices have none to close by.</summary>
    public (string Start, string End)? Bounds { get; init; }

    /// <summary>Earliest value to read.</summary>
    public required CursorPoint Start { get; init; }

    /// <summary>The latest value to read, asked anew each time; null for no end.</summary>
    public Func<CursorPoint>? End { get; init; }

    public IsoDuration? Lookback { get; init; }

    /// <summary>Longest interval of a slice; null for no limit.</summary>
    public IsoDuration? Step { get; init; }

    /// <summary>What an interval's end lies before the start of the next.</summary>
    public TimeSpan? Granularity { get; init; }

    public Clamping? Clamping { get; init; }
}
