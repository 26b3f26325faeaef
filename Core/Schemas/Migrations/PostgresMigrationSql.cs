using Supertrack.Core.Schemas.Dialects;

namespace Supertrack.Core.Schemas.Migrations;

/// <summary>PostgreSQL: a cast that fails ends the transaction, so every one is guarded by a pattern of what it takes.</summary>
internal sealed class PostgresMigrationSql : MigrationSql
{
    // The day must exist: the last one of its month is computed from the first.
    private const string Date = @"^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";

    public override string Name => "postgres";

    public override string? DefaultRow => null;

    public override IReadOnlyList<string> Lock(string table) => [$"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"];

    public override string Type(ColumnType type) => type switch
    {
        ColumnType.Integer => "bigint",
        ColumnType.Number => "double precision",
        ColumnType.Boolean => "boolean",
        ColumnType.Timestamp => "timestamptz",
        ColumnType.Date => "date",
        ColumnType.Time => "time",
        ColumnType.Uuid => "uuid",
        ColumnType.Json => "jsonb",
        _ => "text",
    };

    public override string Differ(string a, string b) => $"({a}) IS DISTINCT FROM ({b})";

    public override string Find(string text, string part) => $"strpos({text}, {part})";

    protected override string AsText(string value, ColumnType type) => type switch
    {
        ColumnType.Json => $"({value}) #>> '{{}}'",
        ColumnType.Timestamp => $"to_char(({value}) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')",
        _ => $"({value})::text",
    };

    protected override string FromText(string text, ColumnType type) => type switch
    {
        ColumnType.Integer => Guarded(text, @"^-?(0|[1-9][0-9]{0,17})$", "bigint"),
        ColumnType.Number => Guarded(text, @"^-?(0|[1-9][0-9]{0,99})(\.[0-9]{1,99})?([eE][+-]?[0-9]{1,2})?$", "double precision"),
        ColumnType.Boolean => $"CASE lower({text}) WHEN 'true' THEN true WHEN 'false' THEN false END",
        ColumnType.Timestamp => Day(text, Date + @"[T ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-](0[0-9]|1[0-3]):?[0-5][0-9])?$", "timestamptz"),
        ColumnType.Date => Day(text, Date + "$", "date"),
        ColumnType.Time => Guarded(text, @"^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?$", "time"),
        ColumnType.Uuid => Guarded(text, @"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", "uuid"),
        ColumnType.Json => $"to_jsonb({text})",
        _ => text,
    };

    protected override string? Direct(string value, ColumnType from, ColumnType to) => (from, to) switch
    {
        (ColumnType.Integer, ColumnType.Number) => $"({value})::double precision",
        (ColumnType.Number, ColumnType.Integer) => $"CASE WHEN {value} = trunc({value}) AND abs({value}) < 9e18 THEN ({value})::bigint END",
        (ColumnType.Boolean, ColumnType.Integer) => $"({value})::int::bigint",
        (ColumnType.Integer, ColumnType.Boolean) => $"CASE {value} WHEN 1 THEN true WHEN 0 THEN false END",
        (ColumnType.Integer, ColumnType.Timestamp) => $"CASE WHEN abs({value}) < 100000000000 THEN to_timestamp({value}) END",
        (ColumnType.Timestamp, ColumnType.Integer) => $"extract(epoch FROM {value})::bigint",
        (_, ColumnType.Json) => $"to_jsonb({value})",
        _ => null,
    };

    private static string Guarded(string text, string pattern, string type) => $"CASE WHEN {text} ~ {Literal(pattern)} THEN ({text})::{type} END";

    private static string Day(string text, string pattern, string type) =>
        $"CASE WHEN {text} ~ {Literal(pattern)} THEN CASE WHEN substr({text}, 9, 2)::int <= extract(day FROM (substr({text}, 1, 7) || '-01')::date + interval '1 month - 1 day') THEN ({text})::{type} END END";
}
