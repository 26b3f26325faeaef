using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Matching.Transforms;

namespace Supertrack.Core.Schemas.Matching.Values;

/// <summary>Finds two or three new columns whose texts together are an old one's (`first` + " " + `last`).</summary>
internal static class JoinSearch
{
    public static (IReadOnlyList<string> Paths, ColumnEvidence Evidence)? Find(IReadOnlyList<JsonNode?> old, IReadOnlyDictionary<string, JsonNode?[]> now)
    {
        var rows = Enumerable.Range(0, old.Count).Where(i => Scalar.IsText(old[i])).Take(30).ToList();
        if (rows.Count < 2) return null;
        var texts = now.Where(c => rows.Count(i => Scalar.Text(c.Value[i]) is { Length: > 0 }) * 2 >= rows.Count).ToList();
        var starts = texts.Where(c => Fits(rows, old, c.Value, (o, n) => o.Length > n.Length && o.StartsWith(n, StringComparison.Ordinal))).ToList();
        var ends = texts.Where(c => Fits(rows, old, c.Value, (o, n) => o.Length > n.Length && o.EndsWith(n, StringComparison.Ordinal))).ToList();
        foreach (var first in starts)
        {
            foreach (var last in ends)
            {
                if (first.Key == last.Key) continue;
                if (Between(rows, old, first.Value, last.Value) is { Length: <= 3 } separator && Check([first, last], separator, old) is { } two) return two;
                foreach (var middle in texts)
                {
                    if (middle.Key == first.Key || middle.Key == last.Key || Separator(rows, old, first.Value, middle.Value) is not { } by) continue;
                    if (Check([first, middle, last], by, old) is { } three) return three;
                }
            }
        }
        return null;
    }

    private static (IReadOnlyList<string>, ColumnEvidence)? Check(IReadOnlyList<KeyValuePair<string, JsonNode?[]>> columns, string separator, IReadOnlyList<JsonNode?> old) =>
        ColumnEvidence.OfSeveral(new Join(separator), old, [.. columns.Select(c => (IReadOnlyList<JsonNode?>)c.Value)]) is { } evidence ? ([.. columns.Select(c => c.Key)], evidence) : null;

    private static bool Fits(List<int> rows, IReadOnlyList<JsonNode?> old, JsonNode?[] now, Func<string, string, bool> fits)
    {
        var known = rows.Where(i => Scalar.Text(now[i]) is { Length: > 0 }).ToList();
        return known.Count > 0 && known.Count(i => fits(Scalar.Text(old[i])!, Scalar.Text(now[i])!)) >= 0.9 * known.Count && known.Select(i => Scalar.Text(now[i])).Distinct().Count() > 1;
    }

    private static string? Between(List<int> rows, IReadOnlyList<JsonNode?> old, JsonNode?[] first, JsonNode?[] last)
    {
        foreach (var i in rows)
        {
            if (Scalar.Text(first[i]) is not { Length: > 0 } a || Scalar.Text(last[i]) is not { Length: > 0 } b) continue;
            var whole = Scalar.Text(old[i])!;
            return whole.Length >= a.Length + b.Length ? whole[a.Length..^b.Length] : null;
        }
        return null;
    }

    private static string? Separator(List<int> rows, IReadOnlyList<JsonNode?> old, JsonNode?[] first, JsonNode?[] middle)
    {
        foreach (var i in rows)
        {
            if (Scalar.Text(first[i]) is not { Length: > 0 } a || Scalar.Text(middle[i]) is not { Length: > 0 } b) continue;
            var at = Scalar.Text(old[i])!.IndexOf(b, a.Length, StringComparison.Ordinal);
            return at > a.Length && at - a.Length <= 3 ? Scalar.Text(old[i])![a.Length..at] : null;
        }
        return null;
    }
}
