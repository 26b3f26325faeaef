using System.Text.Json.Nodes;

namespace Supertrack.Core.Healing.Columns;

/// <summary>Finds two or three columns whose values, one behind the other, make up the texts of an old one.</summary>
internal static class JoinFinder
{
    private const int FewestValues = 3;
    private const int LongestGap = 3;

    /// <summary>The columns in their order and what stands between them; none is proved.</summary>
    public static IEnumerable<(IReadOnlyList<Series> Sources, string By)> Of(Series old, IReadOnlyList<Series> candidates)
    {
        if (old.Distinct < FewestValues) yield break;
        var row = Enumerable.Range(0, old.Values.Count).FirstOrDefault(index => IsText(old.Values[index]), -1);
        if (row < 0) yield break;
        var whole = old.Values[row]!.ToString();
        var inside = candidates.Where(series => series.Distinct > 1 && !series.Path.Contains("[]", StringComparison.Ordinal) && series.Values[row] is JsonValue value && value.ToString() is { Length: > 0 } text && whole.Length > text.Length && whole.Contains(text, StringComparison.Ordinal)).ToList();
        foreach (var head in inside.Where(series => whole.StartsWith(TextAt(series, row), StringComparison.Ordinal)))
            foreach (var tail in inside.Where(series => series != head && whole.EndsWith(TextAt(series, row), StringComparison.Ordinal)))
            {
                var gap = whole.Length - TextAt(head, row).Length - TextAt(tail, row).Length;
                if (gap < 0) continue;
                if (gap <= LongestGap) yield return ([head, tail], whole.Substring(TextAt(head, row).Length, gap));
                foreach (var middle in inside.Where(series => series != head && series != tail))
                    if (Between(whole.Substring(TextAt(head, row).Length, gap), TextAt(middle, row)) is { } by)
                        yield return ([head, middle, tail], by);
            }
    }

    // The same separator stands on both sides of what is in the middle.
    private static string? Between(string gap, string middle)
    {
        var around = gap.Length - middle.Length;
        if (around < 2 || around % 2 != 0 || around / 2 > LongestGap) return null;
        var by = gap[..(around / 2)];
        return gap == by + middle + by ? by : null;
    }

    private static bool IsText(JsonNode? value) => value is JsonValue scalar && scalar.GetValueKind() == System.Text.Json.JsonValueKind.String && scalar.ToString().Length > 2;

    private static string TextAt(Series series, int row) => series.Values[row]!.ToString();
}
