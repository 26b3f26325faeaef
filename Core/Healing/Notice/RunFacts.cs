namespace Supertrack.Core.Healing.Notice;

/// <summary>What one run of one stream looked like, small enough to keep for months.</summary>
public sealed record RunFacts
{
    /// <summary>When the run began, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    public required long Rows { get; init; }

    public required long Pages { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Seconds.</summary>
    public required double Duration { get; init; }

    /// <summary>Rows whose key another row of the run has.</summary>
    public long RepeatedKeys { get; init; }

    /// <summary>Pages whose records are those of an earlier page of the run.</summary>
    public long RepeatedPages { get; init; }

    /// <summary>Rows the source says there are; null where it does not.</summary>
    public long? Announced { get; init; }

    /// <summary>Value of the cursor at the end, in a form that sorts; null for streams without.</summary>
    public string? Cursor { get; init; }

    /// <summary>By dotted path.</summary>
    public IReadOnlyDictionary<string, ColumnFacts> Columns { get; init; } = new Dictionary<string, ColumnFacts>();

    /// <summary>Ends and warnings that headers or bodies announced, as written.</summary>
    public IReadOnlyList<string> Announcements { get; init; } = [];
}

/// <summary>What one column of a run looked like.</summary>
/// <param name="NullRate">0 to 1.</param>
/// <param name="Distinct">Distinct values, estimated above some thousands.</param>
/// <param name="Least">Smallest number (instants as Unix seconds); null where the values are none.</param>
/// <param name="Most">Largest number; null where the values are none.</param>
public sealed record ColumnFacts(double NullRate, double Distinct, double? Least, double? Most);
