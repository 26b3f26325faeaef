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
    public static IReadOnlyList<Finding> Of(IReadOnlyList<RunFacts> history, RunFacts run) => Of(new Baseline(history, new Dictionary<string, DateTimeOffset>()), run);

    public static IReadOnlyList<Finding> Of(Baseline baseline, RunFacts run)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(run);
        return [.. ReadingWatch.Of(baseline, run).Concat(ContentWatch.Of(baseline, run)).Concat(Announced(baseline, run)).Concat(Versions(baseline, run)).Concat(LevelWatch.Of(baseline, run))
            .OrderBy(finding => finding.Kind).DistinctBy(finding => finding.Measure)];
    }

    /// <summary>Members that came filled in every run so far, each with a bound of the share that may be null; see <see cref="ContentWatch.Filled"/>.</summary>
    public static IReadOnlyDictionary<string, double> Filled(Baseline baseline, bool incremental) => ContentWatch.Filled(baseline, incremental);

    // What was announced before is known; dates and counts in a warning do not make it another.
    private static IEnumerable<Finding> Announced(Baseline baseline, RunFacts run)
    {
        var known = baseline.History.SelectMany(each => each.Announcements).Select(Kind).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return run.Announcements.DistinctBy(Kind).Where(text => !known.Contains(Kind(text)))
            .Select(text => new Finding(FindingKind.Announced, FailureClass.DeprecationNotice, "announcement: " + Name(text), text));
    }

    private static IEnumerable<Finding> Versions(Baseline baseline, RunFacts run)
    {
        foreach (var text in run.Versions)
        {
            var before = baseline.History.SelectMany(each => each.Versions).Where(each => Name(each).Equals(Name(text), StringComparison.OrdinalIgnoreCase)).ToList();
            if (before.Count > 0 && !before.Contains(text))
                yield return new Finding(FindingKind.Announced, FailureClass.DeprecationNotice, "version: " + Name(text), $"{text} answers; it was {before[^1]} before");
        }
    }

    private static string Name(string text) => text.Split(':')[0];

    private static string Kind(string text) => text.StartsWith("Warning", StringComparison.OrdinalIgnoreCase) ? string.Concat(text.Where(letter => !char.IsAsciiDigit(letter))) : text;
}
