using Supertrack.Core.Schemas.Dialects;

namespace Supertrack.Core.Schemas.Migrations;

/// <summary>Writes the steps of a plan.</summary>
internal sealed class MigrationSteps(MigrationSql sql, ModelTable table, IReadOnlyList<ColumnChange> changes, MigrationNames names, ChangeExpressions expressions, string row)
{
    private List<ColumnChange> Derived => [.. changes.Where(c => c.Sources.Count > 0 && c.Targets.Count > 0)];

    public IReadOnlyList<MigrationStep> All()
    {
        var steps = new List<MigrationStep> { Views() };
        steps.AddRange(changes.SelectMany(Expand));
        steps.AddRange(Derived.Select((c, i) => Backfill(c, i + 1)));
        steps.Add(Switch());
        steps.Add(Contract());
        return steps;
    }

    private MigrationStep Views() =>
        new("expand/view", MigrationPhase.Expand, $"readers of the old shape get {names.OldViewName}", OldView(c => MigrationSql.Quote(c)), [$"DROP VIEW IF EXISTS {names.OldView}"]);

    private IEnumerable<MigrationStep> Expand(ColumnChange change, int index)
    {
        var what = change switch
        {
            AddColumn a => $"add {a.Column.Name}",
            RetireColumn r => $"{r.Column} may stay empty",
            _ => $"make room for {string.Join(" and ", change.Targets.Select(t => t.Name))} out of {string.Join(" and ", change.Sources)}",
        };
        var apply = change.Targets.Select(t => $"ALTER TABLE {names.Table} ADD COLUMN {MigrationSql.Quote(names.Physical(t))} {sql.Type(t.Type)}").ToList();
        // Writers of the new shape leave the old columns empty.
        apply.AddRange(change.Sources.Where(s => sql.Name == "postgres" && !table.Columns.First(c => c.Name == s).Nullable).Select(s => $"ALTER TABLE {names.Table} ALTER COLUMN {MigrationSql.Quote(s)} DROP NOT NULL"));
        // What only a new column holds is kept when the change is taken back; what was derived can be derived again.
        var undo = change.Targets.Select(t => change is AddColumn
            ? $"ALTER TABLE {names.Table} RENAME COLUMN {MigrationSql.Quote(names.Physical(t))} TO {MigrationSql.Quote(names.Undone(t))}"
            : $"ALTER TABLE {names.Table} DROP COLUMN {MigrationSql.Quote(names.Physical(t))}").Reverse().ToList();
        if (apply.Count > 0) yield return new MigrationStep($"expand/{index + 1}", MigrationPhase.Expand, what, apply, undo);
    }

    private MigrationStep Backfill(ColumnChange change, int index) =>
        new($"backfill/{index}", MigrationPhase.Backfill, $"fill {string.Join(" and ", change.Targets.Select(t => t.Name))}", [$"{CarryOver(change)} AND {row} BETWEEN @from AND @to"], [], Ranged: true);

    private string CarryOver(ColumnChange change) =>
        $"UPDATE {names.Table} SET {string.Join(", ", expressions.Forward(change).Select(f => $"{f.Column} = {f.Value}"))} WHERE ({expressions.Stale(change)})";

    private MigrationStep Switch()
    {
        var apply = new List<string>(sql.Lock(names.Table));
        apply.AddRange(Derived.Select(CarryOver));
        apply.AddRange(OldView(Seen));
        apply.Add($"CREATE VIEW {names.NewView} AS SELECT {List(NewColumns(names.Physical))} FROM {names.Table}");
        var undo = new List<string>(sql.Lock(names.Table));
        undo.AddRange(Derived.SelectMany(CarryBack));
        undo.Add($"DROP VIEW IF EXISTS {names.NewView}");
        undo.AddRange(OldView(c => MigrationSql.Quote(c)));
        return new MigrationStep("switch", MigrationPhase.Switch, $"carry over what changed meanwhile; {names.NewViewName} shows the new shape, {names.OldViewName} the old one by the new columns", apply, undo);
    }

    /// <summary>What was written in the new shape since the switch, put into the old columns where they can hold it.</summary>
    private IEnumerable<string> CarryBack(ColumnChange change)
    {
        var back = change.Sources.Select(s => (Source: s, Value: expressions.Backward(change, s))).Where(b => b.Value is not null).ToList();
        if (back.Count > 0) yield return $"UPDATE {names.Table} SET {string.Join(", ", back.Select(b => $"{MigrationSql.Quote(b.Source)} = {b.Value}"))} WHERE {expressions.Stale(change)}";
    }

    private MigrationStep Contract()
    {
        var apply = new List<string>(sql.Lock(names.Table)) { $"DROP VIEW IF EXISTS {names.OldView}", $"DROP VIEW IF EXISTS {names.NewView}" };
        apply.AddRange(changes.SelectMany(c => c.Sources).Select(s => $"ALTER TABLE {names.Table} RENAME COLUMN {MigrationSql.Quote(s)} TO {MigrationSql.Quote(names.Aside(s))}"));
        apply.AddRange(changes.SelectMany(c => c.Targets).Where(t => names.Physical(t) != t.Name).Select(t => $"ALTER TABLE {names.Table} RENAME COLUMN {MigrationSql.Quote(names.Physical(t))} TO {MigrationSql.Quote(t.Name)}"));
        apply.Add($"CREATE VIEW {names.NewView} AS SELECT {List(NewColumns(c => c.Name))} FROM {names.Table}");
        return new MigrationStep("contract", MigrationPhase.Contract, "the old shape's view goes; old columns are set aside with their values", apply, []);
    }

    private IReadOnlyList<string> OldView(Func<string, string> value) =>
    [
        $"DROP VIEW IF EXISTS {names.OldView}",
        $"CREATE VIEW {names.OldView} AS SELECT {List(table.Columns.Select(c => (c.Name, value(c.Name))))} FROM {names.Table}",
    ];

    private string Seen(string column) => changes.FirstOrDefault(c => c.Sources.Contains(column)) is { } change && change.Targets.Count > 0 ? expressions.Seen(change, column) : MigrationSql.Quote(column);

    private IEnumerable<(string Name, string Value)> NewColumns(Func<ModelColumn, string> physical) =>
        names.Kept.Select(c => (c.Name, MigrationSql.Quote(c.Name))).Concat(changes.SelectMany(c => c.Targets).Select(t => (t.Name, MigrationSql.Quote(physical(t)))));

    private static string List(IEnumerable<(string Name, string Value)> columns) => string.Join(", ", columns.Select(c => $"{c.Value} AS {MigrationSql.Quote(c.Name)}"));
}
