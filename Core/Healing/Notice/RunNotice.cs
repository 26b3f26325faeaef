using Supertrack.Core.Healing.Classification;

namespace Supertrack.Core.Healing.Notice;

/// <summary>
/// Says what is wrong with a run that ended well, from the runs before it. Pure. On 1,000 clean runs with natural noise (growth, weekdays,
/// bursts) at most one false alarm is meant; a test holds it to that.
/// </summary>
public static class RunNotice
{
    /// <summary>The most decisive first; empty for a run like the others.</summary>
    /// <param name="history">Earlier runs of the stream that nothing was wrong with, oldest first.</param>
    public static IReadOnlyList<Finding> Of(IReadOnlyList<RunFacts> history, RunFacts run) =>
        [.. ReadingWatch.Of(history, run).Concat(ContentWatch.Of(history, run)).Concat(Announced(history, run)).Concat(LevelWatch.Of(history, run))
            .OrderBy(finding => finding.Kind)];

    // What was announced before is known.
    private static IEnumerable<Finding> Announced(IReadOnlyList<RunFacts> history, RunFacts run)
    {
        var known = history.SelectMany(each => each.Announcements).ToHashSet();
        return run.Announcements.Distinct().Where(text => !known.Contains(text)).Select(text => new Finding(FindingKind.Announced, FailureClass.DeprecationNotice, "announcement", text));
    }
}
