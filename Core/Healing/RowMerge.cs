using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Columns;
using Supertrack.Core.Healing.Rows;
using Supertrack.Core.Schemas.Rows;

namespace Supertrack.Core.Healing;

/// <summary>Rows as their readers know them after a repair.</summary>
/// <param name="Quarantined">Values that were not taken because nothing says that they changed.</param>
internal sealed record RowMerge(RowSet Rows, int Quarantined)
{
    /// <summary>Puts new rows over the stored ones, but for those that contradict them.</summary>
    public static RowMerge Of(RowSet baseline, IReadOnlyList<JsonObject> rows, KeyJoin join, IReadOnlyList<ColumnFate> columns)
    {
        var merged = RowSet.Of(baseline.Key, baseline.Rows);
        var shaper = new RowShaper(columns);
        var quarantined = 0;
        foreach (var row in rows)
        {
            var stored = baseline.Find(string.Join('\u001f', join.Links.Select(link => link.OldText(row))));
            var shaped = shaper.Shape(row, stored);
            if (stored is not null && RowContradiction.Of(stored, shaped, typed: false) is { Count: > 0 } contradicted)
            {
                quarantined += contradicted.Count;
                shaped = stored;
            }
            merged.Replace(shaped);
        }
        return new RowMerge(merged, quarantined);
    }
}
