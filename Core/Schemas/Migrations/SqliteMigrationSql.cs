using Supertrack.Core.Schemas.Dialects;

namespace Supertrack.Core.Schemas.Migrations;

/// <summary>SQLite: booleans are 0 and 1, times and JSON are text.</summary>
internal sealed class SqliteMigrationSql : MigrationSql
{
    public override string Name => "sqlite";

    public override string DefaultRow => "rowid";

    // One writer at a time: the transaction itself keeps the others out.
    public override IReadOnlyList<string> Lock(string table) => [];

    public override string Type(ColumnType type) => type switch
    {
        ColumnType.Integer or ColumnType.Boolean => "INTEGER",
        ColumnType.Number => "REAL",
        _ => "TEXT",
    };

    public override string Differ(string a, string b) => $"({a}) IS NOT ({b})";

    public override string Find(string text, string part) => $"instr({text}, {part})";

    protected override string AsText(string value, ColumnType type) => type switch
    {
        ColumnType.Boolean => $"CASE {value} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END",
        ColumnType.Json => $"CASE WHEN json_valid({value}) THEN CASE json_type({value}) WHEN 'text' THEN {value} ->> '$' WHEN 'null' THEN NULL ELSE {value} END END",
        _ => $"CAST({value} AS TEXT)",
    };

    protected override string FromText(string text, ColumnType type) => type switch
    {
        ColumnType.Integer => $"CASE WHEN CAST(CAST({text} AS INTEGER) AS TEXT) = {text} THEN CAST({text} AS INTEGER) END",
        ColumnType.Number => $"CASE WHEN json_valid({text}) AND json_type({text}) IN ('integer', 'real') THEN CAST({text} AS REAL) END",
        ColumnType.Boolean => $"CASE lower({text}) WHEN 'true' THEN 1 WHEN 'false' THEN 0 END",
        ColumnType.Timestamp => $"CASE WHEN length({text}) >= 19 AND julianday({text}) IS NOT NULL THEN {text} END",
        ColumnType.Date => $"CASE WHEN date({text}) = {text} THEN {text} END",
        ColumnType.Time => $"CASE WHEN length({text}) >= 8 AND time({text}) IS NOT NULL THEN {text} END",
        ColumnType.Uuid => $"CASE WHEN length({text}) = 36 AND replace(lower({text}), '-', '') NOT GLOB '*[^0-9a-f]*' THEN {text} END",
        ColumnType.Json => $"CASE WHEN {text} IS NOT NULL THEN json_quote({text}) END",
        _ => text,
    };

    protected override string? Direct(string value, ColumnType from, ColumnType to) => (from, to) switch
    {
        (ColumnType.Integer, ColumnType.Number) => $"CAST({value} AS REAL)",
        (ColumnType.Number, ColumnType.Integer) => $"CASE WHEN {value} = CAST({value} AS INTEGER) THEN CAST({value} AS INTEGER) END",
        (ColumnType.Boolean, ColumnType.Integer) => value,
        (ColumnType.Integer, ColumnType.Boolean) => $"CASE WHEN {value} IN (0, 1) THEN {value} END",
        (ColumnType.Integer, ColumnType.Timestamp) => $"strftime('%Y-%m-%dT%H:%M:%SZ', {value}, 'unixepoch')",
        (ColumnType.Timestamp, ColumnType.Integer) => $"CAST(strftime('%s', {value}) AS INTEGER)",
        (ColumnType.Boolean, ColumnType.Json) => $"CASE {value} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END",
        (ColumnType.Integer or ColumnType.Number, ColumnType.Json) => $"CAST({value} AS TEXT)",
        _ => null,
    };
}
