using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Columns;
using Supertrack.Core.Healing.Rows;
using Supertrack.Core.Schemas.Transforms;

namespace Supertrack.Core.Healing;

/// <summary>Rows as their readers know them after a repair.</summary>
/// <param name="Quarantined">Values that were not taken because nothing says that they changed.</param>
internal sealed partial record RowMerge(RowSet Rows, int Quarantined)
{
    /// <summary>
    /// Puts new rows over the stored ones. Right after a repair a value that differs from the stored one is more likely a wrong mapping or
    /// bad content than an update; it is taken only where a time in the row moved on.
    /// </summary>
    public static RowMerge Of(RowSet baseline, IReadOnlyList<JsonObject> rows, KeyJoin join, IReadOnlyList<ColumnFate> columns)
    {
        var merged = RowSet.Of(baseline.Key, baseline.Rows);
        var shaper = new RowShaper(columns);
        var times = columns.Where(column => column.Fate != Fate.Lost && !column.Path.Contains("[]", StringComparison.Ordinal)).Select(column => column.Path).ToList();
        var quarantined = 0;
        foreach (var row in rows)
        {
            var stored = baseline.Find(string.Join('\u001f', join.Links.Select(link => link.OldText(row))));
            var shaped = shaper.Shape(row, stored);
            if (stored is not null && Differences(stored, shaped) is > 0 and var differences && !MovedOn(stored, shaped, times))
            {
                quarantined += differences;
                shaped = stored;
            }
            merged.Replace(shaped);
        }
        return new RowMerge(merged, quarantined);
    }

    private static int Differences(JsonObject stored, JsonObject shaped) => shaped.Count(pair => Series.TextOf(pair.Value) != Series.TextOf(stored[pair.Key]));

    private static bool MovedOn(JsonObject stored, JsonObject shaped, IReadOnlyList<string> times) =>
        times.Any(path => Instant(stored, path) is { } before && Instant(shaped, path) is { } after && after > before);

    // Any large number could be a Unix time; only one that is called a time is taken for one.
    private static DateTimeOffset? Instant(JsonObject row, string path) =>
        PathValues.Get(row, path) is JsonValue value && (value.GetValueKind() == JsonValueKind.String || TimePattern().IsMatch(path)) ? InstantText.Parse(value.ToString()) : null;

    [GeneratedRegex(@"(?:_at|At|_on|On|_ts|[Dd]ate|[Tt]ime|[Mm]odified|[Uu]pdated|[Cc]reated|[Cc]hanged|[Ss]ince|stamp)\w*$|^(?:at|ts)$")]
    private static partial Regex TimePattern();
}
