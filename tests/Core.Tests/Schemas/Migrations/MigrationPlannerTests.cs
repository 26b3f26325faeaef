using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Dialects;
using Supertrack.Core.Schemas.Matching;
using Supertrack.Core.Schemas.Matching.Transforms;
using Supertrack.Core.Schemas.Migrations;

namespace Supertrack.Core.Tests.Schemas.Migrations;

public sealed class MigrationPlannerTests
{
    private static ModelColumn Column(string name, ColumnType type = ColumnType.Text, bool nullable = true) => new(name, name, type, nullable);

    private static readonly ModelTable People = new("people", [Column("id", ColumnType.Integer, false), Column("name"), Column("cents", ColumnType.Integer), Column("state")], ["id"], []);

    private static MigrationPlan Plan(params ColumnChange[] changes) => MigrationPlanner.Plan(People, changes, new MigrationTarget("sqlite", 3) { Rows = 1_000_000 });

    [Fact]
    public void Phases_come_in_order_and_all_before_the_contract_can_be_taken_back()
    {
        var plan = Plan(new MoveColumn("name", Column("full_name")), new AddColumn(Column("age", ColumnType.Integer)), new RetireColumn("state"));
        Assert.Equal(plan.Steps.Select(s => s.Phase).Order(), plan.Steps.Select(s => s.Phase));
        Assert.All(plan.Steps.Where(s => s.Phase is MigrationPhase.Expand or MigrationPhase.Switch), s => Assert.NotEmpty(s.Undo));
        Assert.Equal(("people__v3", "people__v4"), (plan.OldView, plan.NewView));
        Assert.DoesNotContain(plan.Steps.SelectMany(s => s.Apply), s => s.Contains("DROP COLUMN", StringComparison.Ordinal) || s.Contains("DROP TABLE", StringComparison.Ordinal));
        Assert.True(plan.Estimate is { Rows: 1_000_000, Seconds: > 1, Bytes: 32_000_000 });
    }

    [Fact]
    public void The_same_change_has_the_same_plan_and_another_change_another()
    {
        Assert.Equal(Plan(new RetireColumn("state")).Id, Plan(new RetireColumn("state")).Id);
        Assert.NotEqual(Plan(new RetireColumn("state")).Id, Plan(new RetireColumn("cents")).Id);
        Assert.NotEqual(
            Plan(new MapColumn("state", Column("status"), new Dictionary<string, string> { ["a"] = "1" })).Id,
            Plan(new MapColumn("state", Column("status"), new Dictionary<string, string> { ["a"] = "2" })).Id);
    }

    public static TheoryData<string, ColumnChange[]> Refused => new()
    {
        { "key", [new MoveColumn("id", Column("key"))] },
        { "no column", [new RetireColumn("ghost")] },
        { "twice", [new RetireColumn("name"), new MoveColumn("name", Column("n"))] },
        { "two columns", [new AddColumn(Column("NAME"))] },
        { "only texts", [new SplitColumn("cents", Column("a"), Column("b"), " ")] },
        { "nothing between", [new SplitColumn("name", Column("a"), Column("b"), "")] },
        { "times 0", [new ScaleColumn("cents", Column("euros", ColumnType.Number), 0)] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_be_done_in_place_is_refused_with_the_reason(string reason, ColumnChange[] changes) =>
        Assert.Contains(reason, Assert.Throws<MigrationException>(() => Plan(changes)).Message, StringComparison.Ordinal);

    [Fact]
    public void Postgres_needs_a_column_that_numbers_the_rows() =>
        Assert.Contains("unique integer column", Assert.Throws<MigrationException>(() => MigrationPlanner.Plan(People, [], new MigrationTarget("postgres", 1))).Message, StringComparison.Ordinal);

    [Fact]
    public void Mappings_become_changes_and_what_is_not_sure_is_retired_and_added()
    {
        var now = People with { Columns = [People.Columns[0], Column("full_name"), Column("euros", ColumnType.Number), Column("status"), Column("other")] };
        var changes = ChangeFinder.Between(People, now, [
            new FieldMapping("name", ["full_name"], 0.9, SameValue.Instance, []),
            new FieldMapping("cents", ["euros"], 0.99, new Scale(100), []),
            new FieldMapping("state", ["status"], 0.5, SameValue.Instance, []),
        ]);
        Assert.Equal(
            ["ScaleColumn cents>euros", "MoveColumn name>full_name", "AddColumn >other", "RetireColumn state>", "AddColumn >status"],
            changes.Select(c => $"{c.GetType().Name} {string.Join(',', c.Sources)}>{string.Join(',', c.Targets.Select(t => t.Name))}"));
        Assert.Equal(0.01m, changes.OfType<ScaleColumn>().Single().Factor);
    }

    [Fact]
    public void A_plan_is_written_as_JSON_with_rollback_estimate_and_verification()
    {
        var json = JsonNode.Parse(Plan(new MoveColumn("name", Column("full_name"))).ToJson().ToJsonString())!;
        Assert.Contains("SELECT COUNT(*)", (string?)json["verification"], StringComparison.Ordinal);
        Assert.Equal(["expand", "expand", "backfill", "switch", "contract"], json["steps"]!.AsArray().Select(s => (string?)s!["phase"]));
    }
}
