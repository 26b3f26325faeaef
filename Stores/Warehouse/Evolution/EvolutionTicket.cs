using System.Text.Json;
using Supertrack.Core.Schemas.Dialects;
using Supertrack.Core.Schemas.Migrations;
using Types = Supertrack.Core.Schemas.Dialects.ColumnType;

namespace Supertrack.Stores.Warehouse.Evolution;

/// <summary>What a plan was made of, so that exactly this plan can be made again later.</summary>
internal sealed record EvolutionTicket(string Table, int FromVersion, IReadOnlyList<EvolutionTicket.Column> Columns, IReadOnlyList<EvolutionTicket.Retype> Retyped)
{
    public sealed record Column(string Name, Types Type);

    /// <param name="Property">The member of records that the column holds.</param>
    public sealed record Retype(string Property, string Name, Types To);

    public string Text() => JsonSerializer.Serialize(this);

    public static EvolutionTicket Parse(string text) => JsonSerializer.Deserialize<EvolutionTicket>(text) ?? throw new FormatException("An evolution's ticket is empty. Plan the change again.");

    public MigrationPlan Plan(string dialect)
    {
        var columns = Columns.Select(c => new ModelColumn(c.Name, c.Name, c.Type, c.Name != "_row")).ToList();
        var table = new ModelTable(Table, columns, ["_row"], []);
        return MigrationPlanner.Plan(table, [.. Retyped.Select(r => new MoveColumn(r.Name, new ModelColumn(r.Name, r.Name, r.To, true)))], new MigrationTarget(dialect, FromVersion, "_row"));
    }

    /// <summary>The name of a retyped column between the switch and the contract phase.</summary>
    public string Between(Retype retype) => MigrationPlanner.NameBetween(retype.Name, FromVersion);
}
