using Supertrack.Core.Schemas.Dialects;

namespace Supertrack.Core.Schemas.Migrations;

/// <summary>The SQL of one change: what each new column is by the old ones, and what each old column is by the new ones where that can be told.</summary>
/// <param name="physical">The column's name in the table while both shapes live there.</param>
internal sealed class ChangeExpressions(MigrationSql sql, ModelTable table, Func<ModelColumn, string> physical)
{
    /// <summary>Each new column's name in the table with its value by the old columns, in the order of <see cref="ColumnChange.Targets"/>.</summary>
    public IReadOnlyList<(string Column, string Value)> Forward(ColumnChange change) => change switch
    {
        MoveColumn m => [(At(m.To), sql.Convert(Old(m.From), TypeOf(m.From), m.To.Type))],
        ScaleColumn s => [(At(s.To), sql.Scale(Old(s.From), "*", s.Factor, TypeOf(s.From), s.To.Type))],
        MapColumn m => [(At(m.To), sql.Map(Old(m.From), TypeOf(m.From), m.To.Type, m.Values))],
        SplitColumn s => [(At(s.First), sql.First(Old(s.From), s.By)), (At(s.Rest), sql.Rest(Old(s.From), s.By))],
        JoinColumns j => [(At(j.To), MigrationSql.Join(Old(j.First), Old(j.Rest), j.By))],
        _ => [],
    };

    /// <summary>The old column's value by the new columns; null where only the old column itself knows it.</summary>
    public string? Backward(ColumnChange change, string source) => change switch
    {
        MoveColumn m => sql.Convert(At(m.To), m.To.Type, TypeOf(m.From)),
        ScaleColumn s => sql.Scale(At(s.To), "/", s.Factor, s.To.Type, TypeOf(s.From)),
        MapColumn m => sql.Map(At(m.To), m.To.Type, TypeOf(m.From), m.Values.GroupBy(v => v.Value).Where(g => g.Count() == 1).Select(g => KeyValuePair.Create(g.Key, g.Single().Key))),
        SplitColumn s => MigrationSql.Join(At(s.First), At(s.Rest), s.By),
        JoinColumns j => source == j.First ? sql.First(At(j.To), j.By) : sql.Rest(At(j.To), j.By),
        _ => null,
    };

    /// <summary>True where some new column is not what the old ones give.</summary>
    public string Stale(ColumnChange change) => string.Join(" OR ", Forward(change).Select(f => sql.Differ(f.Column, f.Value)));

    /// <summary>True where an old column has a value and no new one gets any.</summary>
    public string Unfit(ColumnChange change) =>
        $"({string.Join(" OR ", change.Sources.Select(s => Old(s) + " IS NOT NULL"))}) AND {string.Join(" AND ", Forward(change).Select(f => $"({f.Value}) IS NULL"))}";

    /// <summary>
    /// What a reader of the old shape sees: the old column as long as the new ones are what it gives (exact, whatever the conversion loses),
    /// else what the new ones give.
    /// </summary>
    public string Seen(ColumnChange change, string source) =>
        Backward(change, source) is { } back ? $"CASE WHEN {Stale(change)} THEN {back} ELSE {Old(source)} END" : Old(source);

    private ColumnType TypeOf(string column) => table.Columns.First(c => c.Name == column).Type;

    private static string Old(string column) => MigrationSql.Quote(column);

    private string At(ModelColumn column) => MigrationSql.Quote(physical(column));
}
