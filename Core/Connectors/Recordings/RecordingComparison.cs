namespace Supertrack.Core.Connectors.Recordings;

/// <summary>Compares the pages that came with those that were recorded.</summary>
internal static class RecordingComparison
{
    private const int MostShown = 5;

    public static IEnumerable<RecordingDifference> Differences(IReadOnlyList<PageSummary> expected, IReadOnlyList<PageSummary> found)
    {
        var (before, now) = (expected.Sum(page => (long)page.Count), found.Sum(page => (long)page.Count));
        if (before != now)
            yield return new("record_count", "", $"{before} records were recorded on {expected.Count} pages; the manifest reads {now} on {found.Count}. Look at record selector, filter and paginator.");
        foreach (var difference in Keys(expected, found).Concat(now == 0 ? [] : Fields(Merged(expected), Merged(found))))
            yield return difference;
    }

    private static IEnumerable<RecordingDifference> Keys(IReadOnlyList<PageSummary> expected, IReadOnlyList<PageSummary> found)
    {
        var before = expected.SelectMany(page => page.Keys).ToHashSet(StringComparer.Ordinal);
        var now = found.SelectMany(page => page.Keys).ToHashSet(StringComparer.Ordinal);
        // Without a key on one side there is nothing to compare; a changed key shows as all of them missing.
        if (before.Count == 0 || now.Count == 0)
            yield break;
        var (missing, added) = (before.Except(now).Count(), now.Except(before).Count());
        if (missing > 0)
            yield return new("key_missing", "", $"{missing} of {before.Count} recorded primary keys do not come any more. Look at primary_key, record selector and paginator.");
        if (added > 0)
            yield return new("key_added", "", $"{added} primary keys come that were not recorded. Look at primary_key and record filter.");
    }

    private static IEnumerable<RecordingDifference> Fields(Dictionary<string, SortedSet<string>> before, Dictionary<string, SortedSet<string>> now)
    {
        foreach (var (path, types) in before)
        {
            if (!now.TryGetValue(path, out var found))
                yield return new("field_missing", path, $"{path} ({string.Join(", ", types.Take(MostShown))}) was in the records and is not any more. Look at the transformations.");
            else if (!Said(types).SetEquals(Said(found)))
                yield return new("field_type", path, $"{path} was {string.Join(" or ", types)} and is now {string.Join(" or ", found)}. Look at transformations and schema normalization.");
        }
        foreach (var path in now.Keys.Where(path => !before.ContainsKey(path)))
            yield return new("field_added", path, $"{path} is new in the records.");
    }

    private static SortedSet<string> Said(SortedSet<string> types) => types.Count > 1 ? [.. types.Where(type => type != "null")] : types;

    private static Dictionary<string, SortedSet<string>> Merged(IReadOnlyList<PageSummary> pages)
    {
        var merged = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var (path, types) in pages.SelectMany(page => page.Fields))
        {
            if (!merged.TryGetValue(path, out var known))
                merged[path] = known = new SortedSet<string>(StringComparer.Ordinal);
            known.UnionWith(types.Split('|'));
        }
        return merged;
    }
}
