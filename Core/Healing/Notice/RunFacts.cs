namespace Supertrack.Core.Healing.Notice;

/// <summary>What one run of one stream looked like, small enough to keep for months.</summary>
public sealed record RunFacts
{
    /// <summary>When the run began, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Only what changed was read. Such runs are compared with their like.</summary>
    public bool Incremental { get; init; }

    /// <summary>Time since the run before; null where there was none.</summary>
    public TimeSpan? Gap { get; init; }

    public required long Rows { get; init; }

    public required long Pages { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Seconds spent reading and storing.</summary>
    public required double Duration { get; init; }

    /// <summary>Rows of the fullest page; 0 where it is not known.</summary>
    public int LargestPage { get; init; }

    /// <summary>Rows of the last page that had any.</summary>
    public int LastPage { get; init; }

    /// <summary>HTTP requests, those that failed included.</summary>
    public long Requests { get; init; }

    /// <summary>Requests that got no answer or a status of 400 and above.</summary>
    public long Failed { get; init; }

    /// <summary>Rows whose key another row of the run has; estimated where there are many.</summary>
    public long RepeatedKeys { get; init; }

    /// <summary>Pages whose records are those of an earlier page of the same slice.</summary>
    public long RepeatedPages { get; init; }

    /// <summary>Largest key where keys are numbers; null else.</summary>
    public double? LargestKey { get; init; }

    /// <summary>Rows the source says there are; null where it does not.</summary>
    public long? Announced { get; init; }

    /// <summary>Value of the cursor at the end, in a form that sorts; null for streams without.</summary>
    public string? Cursor { get; init; }

    /// <summary>By dotted path. In a history, those of several runs may be joined in one of them.</summary>
    public IReadOnlyDictionary<string, ColumnFacts> Columns { get; init; } = new Dictionary<string, ColumnFacts>();

    /// <summary>Rows that the columns were taken from: a sample of large runs.</summary>
    public long Sampled { get; init; }

    /// <summary>Runs whose columns are joined here; 0 where they are joined in another.</summary>
    public int ColumnRuns { get; init; } = 1;

    /// <summary>Ends and warnings that headers or bodies announced, as written.</summary>
    public IReadOnlyList<string> Announcements { get; init; } = [];

    /// <summary>Headers that name the version that answered, as <c>name: value</c>.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary>What the answer says of itself where it brought nothing; empty else.</summary>
    public string Said { get; init; } = "";
}

/// <summary>What one column of a run looked like.</summary>
/// <param name="NullRate">0 to 1; a member that does not come counts as null.</param>
/// <param name="Distinct">Distinct values among the rows looked at, estimated above some tens.</param>
/// <param name="Least">Smallest number; null where the values are none.</param>
/// <param name="Most">Largest number; null where the values are none.</param>
public sealed record ColumnFacts(double NullRate, double Distinct, double? Least, double? Most)
{
    /// <summary>The extremes of both: what a bar is set by.</summary>
    internal static ColumnFacts Extremes(ColumnFacts? one, ColumnFacts? other) => (one, other) switch
    {
        (null, { } only) => only with { NullRate = 1 },
        ({ } only, null) => only with { NullRate = 1 },
        ({ } left, { } right) => new ColumnFacts(Math.Max(left.NullRate, right.NullRate), Math.Min(left.Distinct, right.Distinct), Min(left.Least, right.Least), Max(left.Most, right.Most)),
        _ => throw new InvalidOperationException("There is no column to join."),
    };

    private static double? Min(double? left, double? right) => left is null ? right : right is null ? left : Math.Min(left.Value, right.Value);

    private static double? Max(double? left, double? right) => left is null ? right : right is null ? left : Math.Max(left.Value, right.Value);
}
