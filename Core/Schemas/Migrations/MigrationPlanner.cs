using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Supertrack.Core.Schemas.Dialects;

namespace Supertrack.Core.Schemas.Migrations;

/// <summary>What a plan is made for.</summary>
/// <param name="Dialect">`sqlite` or `postgres`.</param>
/// <param name="FromVersion">The version of the schema that the table has; the plan leads to the next.</param>
/// <param name="RowColumn">A unique integer column that numbers the rows; null for SQLite's own. PostgreSQL needs one.</param>
public sealed record MigrationTarget(string Dialect, int FromVersion, string? RowColumn = null)
{
    /// <summary>Rows in the table, for the estimate.</summary>
    public long Rows { get; init; }

    /// <summary>Rows that one second of an update takes. Default 50,000: a small machine with a disk.</summary>
    public double RowsPerSecond { get; init; } = 50_000;

    /// <summary>Mean bytes of a text. Default 32.</summary>
    public int TextBytes { get; init; } = 32;
}

/// <summary>
/// Plans the change of a table in four phases (expand, backfill, switch, contract), so that readers of both shapes are served in between and
/// nothing is dropped: a column that leaves is set aside under another name with its values.
/// </summary>
public static class MigrationPlanner
{
    /// <exception cref="MigrationException">A key changes, a column is used twice or unknown, or the database cannot do it in place.</exception>
    public static MigrationPlan Plan(ModelTable table, IReadOnlyList<ColumnChange> changes, MigrationTarget target)
    {
        var sql = MigrationSql.Of(target.Dialect);
        ChangeChecks.Require(table, changes, sql);
        var row = target.RowColumn is { } named ? MigrationSql.Quote(named) : sql.DefaultRow
            ?? throw new MigrationException($"{table.Name} needs a unique integer column to go through its rows. Name it, or add one.");
        var names = new MigrationNames(table, changes, target.FromVersion);
        var expressions = new ChangeExpressions(sql, table, names.Physical);
        var steps = new MigrationSteps(sql, table, changes, names, expressions, row);
        var derived = changes.Where(c => c.Sources.Count > 0 && c.Targets.Count > 0).ToList();
        return new MigrationPlan(
            IdOf(table, changes, target), sql.Name, table.Name, target.FromVersion, steps.All(), $"SELECT MIN({row}), MAX({row}) FROM {names.Table}",
            Count(names.Table, derived.Select(expressions.Stale)), Count(names.Table, derived.Select(expressions.Unfit)), Estimate(changes, derived.Count, target))
        {
            OldView = names.OldViewName,
            NewView = names.NewViewName,
        };
    }

    /// <summary>The name of a column that keeps its name but not its type, between the switch and the contract phase.</summary>
    public static string NameBetween(string column, int fromVersion) => MigrationSql.Suffixed(column, "__v" + (fromVersion + 1).ToString(CultureInfo.InvariantCulture));

    /// <summary>SQL of a value as another type; NULL where the value does not survive that.</summary>
    public static string Conversion(string dialect, string value, ColumnType from, ColumnType to) => MigrationSql.Of(dialect).Convert(value, from, to);

    /// <summary>A text in single quotes.</summary>
    public static string Literal(string text) => MigrationSql.Literal(text);

    private static string Count(string table, IEnumerable<string> conditions) =>
        conditions.ToList() is { Count: > 0 } all ? $"SELECT COUNT(*) FROM {table} WHERE {string.Join(" OR ", all.Select(c => $"({c})"))}" : "SELECT 0";

    private static MigrationEstimate Estimate(IReadOnlyList<ColumnChange> changes, int derived, MigrationTarget target)
    {
        var width = changes.Where(c => c.Sources.Count > 0).SelectMany(c => c.Targets).Sum(c => c.Type is ColumnType.Text or ColumnType.Json ? target.TextBytes : 8);
        // Every row is written once and looked at twice more: when verified, and in the switch.
        return new MigrationEstimate(target.Rows, derived == 0 ? 0 : target.Rows * 1.5 / target.RowsPerSecond, target.Rows * width);
    }

    private static string IdOf(ModelTable table, IReadOnlyList<ColumnChange> changes, MigrationTarget target)
    {
        var text = string.Join('\n', [table.Name, target.Dialect, target.FromVersion.ToString(CultureInfo.InvariantCulture), .. table.Columns.Select(c => $"{c.Name} {c.Type}"), .. changes.Select(Text)]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }

    private static string Text(ColumnChange change)
    {
        var more = change switch
        {
            ScaleColumn s => s.Factor.ToString(CultureInfo.InvariantCulture),
            MapColumn m => string.Join('|', m.Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}")),
            SplitColumn s => s.By,
            JoinColumns j => j.By,
            _ => "",
        };
        return $"{change.GetType().Name} {string.Join(',', change.Sources)} > {string.Join(',', change.Targets.Select(t => $"{t.Name} {t.Type}"))} {more}";
    }
}
