using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Matching.Transforms;

namespace Supertrack.Core.Schemas.Matching;

/// <summary>Where one old field's values are now.</summary>
/// <param name="Old">Dotted path, `[]` for items, `.*` for values of a map.</param>
/// <param name="NewPaths">One path, or several whose values <paramref name="Transform"/> puts together, in that order.</param>
/// <param name="Confidence">0 to 1: the share of mappings of this confidence that are right.</param>
/// <param name="Transform">How the old value comes back from the new ones.</param>
/// <param name="Evidence">What speaks for it, in words.</param>
public sealed record FieldMapping(string Old, IReadOnlyList<string> NewPaths, double Confidence, Transform Transform, IReadOnlyList<string> Evidence)
{
    /// <summary>The first of <see cref="NewPaths"/>.</summary>
    public string New => NewPaths[0];

    /// <summary>Agreement of values on joined records, 0 to 1; null where there were none.</summary>
    public double? Agreement { get; init; }

    public JsonObject ToJson() => new()
    {
        ["old"] = Old,
        ["new"] = NewPaths.Count == 1 ? New : new JsonArray([.. NewPaths.Select(p => (JsonNode?)JsonValue.Create(p))]),
        ["confidence"] = Math.Round(Confidence, 4),
        ["transform"] = Transform.ToJson(),
        ["evidence"] = new JsonArray([.. Evidence.Select(e => (JsonNode?)JsonValue.Create(e))]),
    };
}

/// <summary>What maps and what does not. Mappings come most certain first.</summary>
/// <param name="JoinedRows">Records found on both sides by key; 0 where none were given or none met.</param>
public sealed record MatchReport(IReadOnlyList<FieldMapping> Mappings, IReadOnlyList<string> UnmatchedOld, IReadOnlyList<string> UnmatchedNew, int JoinedRows)
{
    public JsonObject ToJson() => new()
    {
        ["mappings"] = new JsonArray([.. Mappings.Select(m => (JsonNode?)m.ToJson())]),
        ["unmatchedOld"] = new JsonArray([.. UnmatchedOld.Select(p => (JsonNode?)JsonValue.Create(p))]),
        ["unmatchedNew"] = new JsonArray([.. UnmatchedNew.Select(p => (JsonNode?)JsonValue.Create(p))]),
    };
}
