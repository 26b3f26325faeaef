using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Migrations;

/// <summary>Statements that take effect together, in one transaction with the note that they did.</summary>
/// <param name="Apply">One after the other. With <paramref name="Ranged"/>, the parameters `@from` and `@to` are the row numbers of a chunk.</param>
/// <param name="Undo">Takes the effect back; empty where there is nothing to take back. `{attempt}` stands for how often the plan was taken back before.</param>
/// <param name="Ranged">Whether the step is done chunk by chunk over all rows.</param>
public sealed record MigrationStep(string Id, MigrationPhase Phase, string What, IReadOnlyList<string> Apply, IReadOnlyList<string> Undo, bool Ranged = false);

/// <summary>What a plan will cost.</summary>
/// <param name="Rows">Rows of the table when planned.</param>
/// <param name="Seconds">Of writing; the switch holds writers off for as long as it takes to look at every row.</param>
/// <param name="Bytes">The table grows by.</param>
public sealed record MigrationEstimate(long Rows, double Seconds, long Bytes);

/// <summary>
/// A change of a table carried out so that it can be stopped anywhere, run again, and taken back until the contract phase.
/// </summary>
/// <param name="Id">The same for the same change of the same version, so that a second run continues the first.</param>
/// <param name="Verification">A query for the number of rows whose new columns are not what the old ones give; 0 when all is well.</param>
/// <param name="Quarantined">A query for the rows with a value that does not fit the new shape; they keep it in the old column.</param>
public sealed record MigrationPlan(
    string Id, string Dialect, string Table, int FromVersion, IReadOnlyList<MigrationStep> Steps, string RowRange, string Verification, string Quarantined, MigrationEstimate Estimate)
{
    /// <summary>The view that readers of the old shape use until the contract phase.</summary>
    public required string OldView { get; init; }

    /// <summary>The view that readers of the new shape use from the switch on.</summary>
    public required string NewView { get; init; }

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["dialect"] = Dialect,
        ["table"] = Table,
        ["from"] = FromVersion,
        ["to"] = FromVersion + 1,
        ["oldView"] = OldView,
        ["newView"] = NewView,
        ["estimate"] = new JsonObject { ["rows"] = Estimate.Rows, ["seconds"] = Math.Round(Estimate.Seconds, 1), ["bytes"] = Estimate.Bytes },
        ["verification"] = Verification,
        ["quarantined"] = Quarantined,
        ["steps"] = new JsonArray([.. Steps.Select(s => (JsonNode?)new JsonObject
        {
            ["id"] = s.Id, ["phase"] = s.Phase.ToString().ToLowerInvariant(), ["what"] = s.What, ["apply"] = List(s.Apply), ["rollback"] = List(s.Undo), ["chunked"] = s.Ranged,
        })]),
    };

    private static JsonArray List(IReadOnlyList<string> statements) => new([.. statements.Select(s => (JsonNode?)JsonValue.Create(s))]);
}
