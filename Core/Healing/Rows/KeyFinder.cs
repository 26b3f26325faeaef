using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Transforms;

namespace Supertrack.Core.Healing.Rows;

/// <summary>Finds the old primary key in new rows by its values, wherever it moved, whatever it is called, with or without a prefix, as a number, text or time.</summary>
internal static class KeyFinder
{
    private const double LeastShare = 0.5;
    private const int SampledRows = 200;

    /// <summary>The best join, or null when no field of the new rows holds the old keys.</summary>
    public static KeyJoin? Join(RowSet old, IReadOnlyList<JsonObject> rows)
    {
        if (rows.Count == 0 || old.Count == 0) return null;
        if (old.Key.All(path => Values(rows, path).Count > 0) && Of(old, rows, [.. old.Key.Select(path => new KeyLink(path, path, Chain.None))]) is { Share: >= 0.9 } same) return same;
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
        var known = old.Rows.Select(row => JsonLeaves.At(row, oldPath)).OfType<JsonValue>().ToList();
        var wanted = known.Select(value => value.ToString()).ToHashSet();
        var sample = rows.Take(SampledRows).ToList();
        var paths = sample.Take(20).SelectMany(row => JsonLeaves.Scalars(row).Select(leaf => leaf.Path)).Distinct();
        return
            from path in paths
            let values = sample.Select(row => JsonLeaves.At(row, path)).OfType<JsonValue>().ToList()
            where values.Count > 0
            let best = KeyTransforms.Of(known, wanted, values).Select(chain => (Chain: chain, Share: Share(chain, values, wanted, sample.Count))).OrderByDescending(each => each.Share).ThenBy(each => each.Chain.Bits).First()
            where best.Share >= LeastShare
            orderby best.Share descending, path == oldPath descending, best.Chain.Bits
            select new KeyLink(oldPath, path, best.Chain);
    }

    private static double Share(Chain chain, List<JsonValue> values, HashSet<string> wanted, int rows) =>
        values.Count(value => RowSet.TextOf(chain.Apply(value)) is { } text && wanted.Contains(text)) / (double)rows;

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
