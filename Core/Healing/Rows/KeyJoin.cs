using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Transforms;

namespace Supertrack.Core.Healing.Rows;

/// <summary>Where one part of the old key is found in new rows.</summary>
/// <param name="OldPath">Dotted path in old rows.</param>
/// <param name="NewPath">Dotted path in new rows.</param>
/// <param name="Transform">How the old value comes back from the new one; empty when they are equal.</param>
public sealed record KeyLink(string OldPath, string NewPath, Chain Transform)
{
    /// <summary>The value of the old key as a new row tells it; the new value as it is where it cannot be transformed; null when the row has none.</summary>
    public string? OldText(JsonObject row)
    {
        var value = JsonLeaves.At(row, NewPath);
        return (Transform.Steps.Count == 0 ? null : RowSet.TextOf(Transform.Apply(value))) ?? RowSet.TextOf(value);
    }
}

/// <summary>Rows of two shapes joined on the primary key.</summary>
/// <param name="Links">One for each part of the key.</param>
/// <param name="Pairs">Old row and new row of the same key.</param>
/// <param name="Read">New rows.</param>
/// <param name="Repeated">New rows whose key another new row has.</param>
/// <param name="Fresh">New rows whose key no old row has.</param>
public sealed record KeyJoin(IReadOnlyList<KeyLink> Links, IReadOnlyList<(JsonObject Old, JsonObject New)> Pairs, int Read, int Repeated, int Fresh)
{
    /// <summary>Share of the new rows that meet an old one, 0 to 1; a row that came again counts once.</summary>
    public double Share => Read - Repeated <= 0 ? 0 : (double)Pairs.Count / (Read - Repeated);
}
