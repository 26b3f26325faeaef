namespace Supertrack.Core.Healing.Notice;

/// <summary>
/// Clean runs of a stream, bounded: the last thirty, before them sixty at least five hours apart (which walk through the hours of the day), before those sixty
/// nearly a day apart. Columns are kept run by run for the latest, and as the extremes of many for the others.
/// </summary>
public sealed record RunHistory
{
    private const int MostRecent = 30;
    private const int MostOlder = 60;
    private const int JoinedOfHours = 20;
    private const int JoinedOfDays = 200;
    private static readonly TimeSpan Hours = TimeSpan.FromHours(5);
    private static readonly TimeSpan Day = TimeSpan.FromHours(23);

    /// <summary>Oldest first, as the other lists.</summary>
    public IReadOnlyList<RunFacts> Recent { get; init; } = [];

    public IReadOnlyList<RunFacts> Older { get; init; } = [];

    public IReadOnlyList<RunFacts> Oldest { get; init; } = [];

    /// <summary>By column or measure, since when what is seen is taken for normal.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Accepted { get; init; } = new Dictionary<string, DateTimeOffset>();

    public IReadOnlyList<RunFacts> All() => [.. Oldest, .. Older, .. Recent];

    public Baseline Baseline(long wholeRows) => new(All(), Accepted) { WholeRows = wholeRows };

    public RunHistory Add(RunFacts run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var recent = Recent.Append(run).OrderBy(each => each.At).ToList();
        if (recent.Count <= MostRecent) return this with { Recent = recent };
        var older = Take(Older, recent[0], Hours, JoinedOfHours, out var left);
        var oldest = left is null ? Oldest : Take(Oldest, left, Day, JoinedOfDays, out _);
        return this with { Recent = recent[1..], Older = older, Oldest = oldest };
    }

    /// <summary>What is seen from a time on is normal.</summary>
    public RunHistory Accept(string measure, DateTimeOffset since)
    {
        var accepted = Accepted.Where(pair => pair.Key == measure || Covers(pair.Value)).ToDictionary();
        accepted[measure] = since;
        return this with { Accepted = accepted };
    }

    // Where every kept run is younger, all of them count anyway.
    private bool Covers(DateTimeOffset since) => All() is [var first, ..] && first.At < since;

    /// <summary>Takes a run into a list whose runs are so far apart; its columns are joined into the last of them in any case.</summary>
    /// <param name="left">The run that had to leave.</param>
    private static List<RunFacts> Take(IReadOnlyList<RunFacts> list, RunFacts run, TimeSpan apart, int mostJoined, out RunFacts? left)
    {
        var next = list.ToList();
        left = null;
        var holder = next.FindLastIndex(each => each.ColumnRuns > 0);
        var joins = holder >= 0 && next[holder].ColumnRuns + run.ColumnRuns <= mostJoined;
        var columns = run.ColumnRuns > 0 && run.Columns.Count > 0;
        if (joins && columns) next[holder] = Joined(next[holder], run);
        var far = next.Count == 0 || run.At - next[^1].At >= apart;
        if (!far && (joins || !columns)) return next;
        next.Add(joins ? run with { Columns = new Dictionary<string, ColumnFacts>(), ColumnRuns = 0 } : run);
        if (next.Count > MostOlder) (left, next) = (next[0], next[1..]);
        return next;
    }

    private static RunFacts Joined(RunFacts holder, RunFacts run) => holder with
    {
        ColumnRuns = holder.ColumnRuns + run.ColumnRuns,
        Columns = holder.Columns.Count == 0
            ? run.Columns
            : holder.Columns.Keys.Union(run.Columns.Keys).ToDictionary(path => path, path => ColumnFacts.Extremes(holder.Columns.GetValueOrDefault(path), run.Columns.GetValueOrDefault(path))),
        Sampled = Math.Max(holder.Sampled, run.Sampled),
    };
}
