namespace Supertrack.Core.Healing.Notice;

/// <summary>What a run is held against: earlier runs of its kind, and from when on they count for a measure.</summary>
/// <param name="History">Runs that nothing was wrong with, oldest first.</param>
/// <param name="Accepted">By column or measure, since when what is seen is taken for normal; earlier runs say nothing of it.</param>
public sealed record Baseline(IReadOnlyList<RunFacts> History, IReadOnlyDictionary<string, DateTimeOffset> Accepted)
{
    /// <summary>Rows of the last run that read the whole stream; 0 where it is not known.</summary>
    public long WholeRows { get; init; }

    internal DateTimeOffset Since(string measure) => Accepted.TryGetValue(measure, out var since) ? since : DateTimeOffset.MinValue;

    /// <summary>The runs that count for a measure.</summary>
    internal IReadOnlyList<RunFacts> For(string measure) =>
        Accepted.TryGetValue(measure, out var since) ? [.. History.Where(run => run.At >= since)] : History;
}
