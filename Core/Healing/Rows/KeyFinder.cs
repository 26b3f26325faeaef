using System.Text.Json.Nodes;

namespace Supertrack.Core.Healing.Rows;

/// <summary>Finds the old primary key in new rows by its values, wherever it moved, whatever it is called, with or without a prefix.</summary>
internal static class KeyFinder
{
    private const double LeastShare = 0.5;
    private const int SampledRows = 200;
    private const int SampledPrefixes = 60;
    private const int LongestPrefix = 48;

    /// <summary>The best join, or null when no field of the new rows holds the old keys.</summary>
    public static KeyJoin? Join(RowSet old, IReadOnlyList<JsonObject> rows)
    {
        if (rows.Count == 0 || old.Count == 0) return null;
        if (old.Key.All(path => Values(rows, path).Count > 0) && Of(old, rows, [.. old.Key.Select(path => new KeyLink(path, path, ""))]) is { Share: >= 0.9 } same) return same;
        var choices = old.Key.Select(path => Candidates(old, rows, path).Take(4).ToList()).ToList();
        if (choices.Any(links => links.Count == 0)) return null;
        return Combinations(choices).Select(links => Of(old, rows, links))
            .Where(join => join.Share >= LeastShare)
            .OrderByDescending(join => Math.Round(join.Share, 1)).ThenByDescending(Agreement).FirstOrDefault();
    }

    /// <summary>Joins by given links.</summary>
    public static KeyJoin Of(RowSet old, IReadOnlyList<JsonObject> rows, IReadOnlyList<KeyLink> links)
    {
        var pairs = new List<(JsonObject, JsonObject)>();
        var seen = new HashSet<string>();
        var (repeated, fresh) = (0, 0);
        foreach (var row in rows)
        {
            var parts = links.Select(link => link.OldText(row)).ToList();
            if (parts.Contains(null)) continue;
            var key = string.Join('\u001f', parts);
            if (!seen.Add(key)) repeated++;
            else if (old.Find(key) is { } match) pairs.Add((match, row));
            else fresh++;
        }
        return new KeyJoin(links, pairs, rows.Count, repeated, fresh);
    }

    private static IEnumerable<KeyLink> Candidates(RowSet old, IReadOnlyList<JsonObject> rows, string oldPath)
    {
        var wanted = old.Rows.Select(row => RowSet.TextOf(JsonLeaves.At(row, oldPath))).OfType<string>().ToHashSet();
        var sample = rows.Take(SampledRows).ToList();
        var paths = sample.Take(20).SelectMany(row => JsonLeaves.Scalars(row).Select(leaf => leaf.Path)).Distinct();
        return
            from path in paths
            let values = Values(sample, path)
            where values.Count > 0
            let prefix = PrefixOf(values, wanted)
            let share = values.Count(value => value.StartsWith(prefix, StringComparison.Ordinal) && wanted.Contains(value[prefix.Length..])) / (double)sample.Count
            where share >= LeastShare
            orderby share descending, path == oldPath descending, prefix.Length
            select new KeyLink(oldPath, path, prefix);
    }

    // A prefix counts when it does not cut a number in two, so that "1" in front of "23" is not taken for one. New entities have keys
    // that are not wanted, so the first value alone does not tell.
    private static string PrefixOf(IReadOnlyList<string> values, HashSet<string> wanted)
    {
        if (values.Any(wanted.Contains)) return "";
        return values.Take(SampledPrefixes).Select(value => Prefix(value, wanted)).OfType<string>()
            .GroupBy(prefix => prefix).OrderByDescending(group => group.Count()).ThenBy(group => group.Key.Length).FirstOrDefault()?.Key ?? "";
    }

    private static string? Prefix(string value, HashSet<string> wanted)
    {
        for (var length = 1; length < value.Length && length <= LongestPrefix; length++)
            if (!(char.IsLetterOrDigit(value[length - 1]) && char.IsAsciiDigit(value[length - 1]) == char.IsAsciiDigit(value[length])) && wanted.Contains(value[length..]))
                return value[..length];
        return null;
    }

    private static List<string> Values(IReadOnlyList<JsonObject> rows, string path) =>
        [.. rows.Select(row => RowSet.TextOf(JsonLeaves.At(row, path))).OfType<string>()];

    // Small integers meet by accident; rows of the same entity also agree elsewhere.
    private static double Agreement(KeyJoin join)
    {
        var (same, all) = (0, 1);
        foreach (var (old, found) in join.Pairs.Take(50))
        {
            var values = JsonLeaves.Scalars(found).Select(leaf => leaf.Value.ToString()).ToHashSet();
            foreach (var (path, value) in JsonLeaves.Scalars(old))
            {
                all++;
                if (!join.Links.Any(link => link.OldPath == path) && values.Contains(value.ToString())) same++;
            }
        }
        return (double)same / all;
    }

    private static IEnumerable<IReadOnlyList<KeyLink>> Combinations(IReadOnlyList<List<KeyLink>> choices)
    {
        IEnumerable<IReadOnlyList<KeyLink>> all = [[]];
        foreach (var choice in choices) all = all.SelectMany(head => choice.Select(link => (IReadOnlyList<KeyLink>)[.. head, link]));
        return all.Where(links => links.Select(link => link.NewPath).Distinct().Count() == links.Count).Take(64);
    }
}
