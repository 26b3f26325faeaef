using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Keys;

/// <param name="Confidence">0 to 1.</param>
public sealed record PrimaryKey(string Table, IReadOnlyList<string> Columns, double Confidence);

/// <param name="Inclusion">Share of the distinct values that the referenced table has.</param>
public sealed record ForeignKey(string Table, IReadOnlyList<string> Columns, string RefTable, IReadOnlyList<string> RefColumns, double Confidence, double Inclusion)
{
    /// <summary>Whether at most one row refers to the same row.</summary>
    public bool OneToOne { get; init; }

    /// <summary>Share of the referenced rows that some row refers to; NaN where it was not counted.</summary>
    public double Coverage { get; init; } = double.NaN;
}

/// <summary>The keys found in a set of tables.</summary>
public sealed record KeyReport(IReadOnlyList<PrimaryKey> PrimaryKeys, IReadOnlyList<ForeignKey> ForeignKeys)
{
    public JsonObject ToJson() => new()
    {
        ["primaryKeys"] = new JsonObject(PrimaryKeys.Select(k => KeyValuePair.Create(k.Table, (JsonNode?)List(k.Columns)))),
        ["foreignKeys"] = new JsonArray([.. ForeignKeys.Select(k => (JsonNode?)new JsonObject
        {
            ["table"] = k.Table, ["columns"] = List(k.Columns), ["refTable"] = k.RefTable, ["refColumns"] = List(k.RefColumns), ["confidence"] = Math.Round(k.Confidence, 3), ["inclusion"] = Math.Round(k.Inclusion, 4),
            ["cardinality"] = k.OneToOne ? "one-to-one" : "many-to-one", ["coverage"] = double.IsNaN(k.Coverage) ? null : Math.Round(k.Coverage, 4),
        })]),
    };

    private static JsonArray List(IReadOnlyList<string> names) => new([.. names.Select(n => (JsonNode?)JsonValue.Create(n))]);
}
