using System.Data.Common;
using System.Globalization;
using Supertrack.Core.Schemas.Dialects;
using Supertrack.Core.Schemas.Migrations;

namespace Supertrack.Stores.Tests.Migrations;

/// <summary>What must hold of changes on any database: nothing is lost, both shapes can be read, any crash is survived, everything can be taken back.</summary>
public abstract class MigrationContract
{
    protected abstract string Dialect { get; }

    /// <summary>Changes that are tried; each is crashed at many statements.</summary>
    protected abstract int Seeds { get; }

    /// <summary>A connection to an empty database of this number; null where there is no server.</summary>
    protected abstract Task<Func<CancellationToken, Task<DbConnection>>?> DatabaseAsync();

    protected abstract string TypeOf(ColumnType type);

    [Fact]
    public async Task A_change_that_crashes_anywhere_is_finished_by_running_it_again_and_loses_nothing()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var statements = await TryAsync(seed, crashAt: int.MaxValue, MigrationPhase.Contract);
            // Every statement once in a while, all of them over the seeds.
            for (var at = 1 + (seed % 3); at <= statements; at += 3) await TryAsync(seed, at, MigrationPhase.Contract);
        }
    }

    [Fact]
    public async Task A_change_that_crashed_can_be_taken_back_even_when_that_crashes_too()
    {
        for (var seed = 100; seed < 100 + Seeds; seed++)
        {
            for (var at = 1 + (seed % 4); at < 60; at += 4)
            {
                if (await StartAsync(seed) is not { } trial) return;
                var before = await trial.DumpAsync(trial.Table);
                if (!await trial.CrashAsync(at, r => r.RunAsync(trial.Plan, MigrationPhase.Switch, default))) break;
                if (await trial.CrashAsync(at / 2, r => r.RollBackAsync(trial.Plan, default))) await trial.Runner().RollBackAsync(trial.Plan, default);
                Assert.Equal(before, await trial.DumpAsync(trial.Table, trial.OldColumns));
                await trial.Runner().RunAsync(trial.Plan, MigrationPhase.Contract, default);
                Assert.Equal(before, await trial.DumpAsync(trial.Table, trial.KeptAside));
            }
        }
    }

    [Fact]
    public async Task Rows_written_in_the_new_shape_are_seen_by_readers_of_the_old_one()
    {
        var table = new ModelTable("people", [new("_row", "", ColumnType.Integer, false), new("name", "", ColumnType.Text, true), new("cents", "", ColumnType.Integer, true), new("grade", "", ColumnType.Text, true)], ["_row"], []);
        var changes = new ColumnChange[]
        {
            new SplitColumn("name", new("first", "", ColumnType.Text, true), new("last", "", ColumnType.Text, true), " "),
            new ScaleColumn("cents", new("euros", "", ColumnType.Number, true), 0.01m),
            new MapColumn("grade", new("level", "", ColumnType.Integer, true), new Dictionary<string, string> { ["low"] = "1", ["high"] = "2" }),
        };
        if (await StartAsync(table, changes, [[1L, "Ada Lovelace", 1999L, "low"], [2L, "Grace", null, "odd"]]) is not { } trial) return;
        await trial.Runner().RunAsync(trial.Plan, MigrationPhase.Backfill, default);
        await trial.ExecuteAsync("INSERT INTO people (_row, name, cents, grade) VALUES (3, 'Late Comer', 5, 'high')");
        Assert.True((await trial.Runner().InspectAsync(trial.Plan, default)).Wrong > 0);
        await trial.Runner().RunAsync(trial.Plan, MigrationPhase.Switch, default);
        Assert.Equal(["1|Ada|Lovelace|19.99|1", "2|Grace|||", "3|Late|Comer|0.05|2"], await trial.DumpAsync("people__v2"));
        await trial.ExecuteAsync("INSERT INTO people (_row, first, last, euros, level) VALUES (4, 'Alan', 'Turing', 42.5, 2); UPDATE people SET euros = 1, first = NULL, last = NULL WHERE _row = 1");
        Assert.Equal(["1||100|low", "2|Grace||odd", "3|Late Comer|5|high", "4|Alan Turing|4250|high"], await trial.DumpAsync("people__v1"));
        Assert.Equal(1, (await trial.Runner().InspectAsync(trial.Plan, default)).Quarantined);
        await trial.Runner().RollBackAsync(trial.Plan, default);
        Assert.Equal(["1||100|low", "2|Grace||odd", "3|Late Comer|5|high", "4|Alan Turing|4250|high"], await trial.DumpAsync("people", ["_row", "name", "cents", "grade"]));
    }

    [Fact]
    public async Task A_finished_change_writes_nothing_when_run_again_and_is_not_taken_back()
    {
        if (await StartAsync(7) is not { } trial) return;
        await trial.Runner().RunAsync(trial.Plan, MigrationPhase.Contract, default);
        var said = new List<string>();
        await trial.Runner(said.Add).RunAsync(trial.Plan, MigrationPhase.Contract, default);
        Assert.DoesNotContain(said, s => s.StartsWith("UPDATE", StringComparison.Ordinal) || s.StartsWith("ALTER", StringComparison.Ordinal) || s.StartsWith("INSERT", StringComparison.Ordinal));
        await Assert.ThrowsAsync<MigrationException>(() => trial.Runner().RollBackAsync(trial.Plan, default));
    }

    [Fact]
    public async Task What_only_the_new_shape_held_is_kept_aside_when_it_is_taken_back()
    {
        var table = new ModelTable("things", [new("_row", "", ColumnType.Integer, false)], ["_row"], []);
        if (await StartAsync(table, [new AddColumn(new("extra", "", ColumnType.Text, true))], [[1L]]) is not { } trial) return;
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            await trial.Runner().RunAsync(trial.Plan, MigrationPhase.Switch, default);
            await trial.ExecuteAsync("UPDATE things SET extra = 'kept'");
            await trial.Runner().RollBackAsync(trial.Plan, default);
            Assert.Equal(["kept"], await trial.DumpAsync("things", [$"extra__undone_v2_{attempt}"]));
        }
    }

    /// <returns>Statements that ran, when none crashed.</returns>
    private async Task<int> TryAsync(int seed, int crashAt, MigrationPhase last)
    {
        if (await StartAsync(seed) is not { } trial) return 0;
        var before = await trial.DumpAsync(trial.Table);
        await trial.CrashAsync(crashAt, r => r.RunAsync(trial.Plan, last, default));
        var statements = trial.Statements;
        if (last == MigrationPhase.Contract && crashAt < int.MaxValue)
        {
            await trial.Runner().RunAsync(trial.Plan, MigrationPhase.Switch, default);
            if (await trial.ExistsAsync(trial.Plan.OldView))
            {
                Assert.Equal(0, (await trial.Runner().InspectAsync(trial.Plan, default)).Wrong);
                Assert.Equal(before, await trial.DumpAsync(trial.Plan.OldView));
            }
            await trial.Runner().RunAsync(trial.Plan, last, default);
        }
        Assert.Equal(before, await trial.DumpAsync(trial.Table, trial.KeptAside));
        Assert.Equal(before.Count, (await trial.DumpAsync(trial.Plan.NewView)).Count);
        return statements;
    }

    private Task<MigrationTrial?> StartAsync(int seed)
    {
        var random = new Random(seed);
        return StartAsync(RandomChange.Table, RandomChange.Changes(random), RandomChange.Rows(random, 23));
    }

    private async Task<MigrationTrial?> StartAsync(ModelTable table, IReadOnlyList<ColumnChange> changes, IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        if (await DatabaseAsync() is not { } open) return null;
        var plan = MigrationPlanner.Plan(table, changes, new MigrationTarget(Dialect, 1, "_row") { Rows = rows.Count });
        var trial = new MigrationTrial(open, plan, table, changes);
        await trial.ExecuteAsync($"CREATE TABLE {Quote(table.Name)} ({string.Join(", ", table.Columns.Select(c => $"{Quote(c.Name)} {TypeOf(c.Type)}{(c.Nullable ? "" : " NOT NULL PRIMARY KEY")}"))})");
        foreach (var row in rows)
            await trial.ExecuteAsync($"INSERT INTO {Quote(table.Name)} VALUES ({string.Join(", ", row.Select(Literal))})");
        return trial;
    }

    private static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private string Literal(object? value) => value switch
    {
        null => "NULL",
        string text => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'",
        bool flag => Dialect == "sqlite" ? flag ? "1" : "0" : flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
