using Supertrack.Core.Schemas.Migrations;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Evolution;

/// <summary>Statements about the members that a row keeps in <c>_extra</c>; `@member` is the member's name.</summary>
internal abstract class EvolutionSql
{
    public abstract string Dialect { get; }

    /// <summary>How many of the warehouse's own tables there are; 0 where the tenant has stored nothing yet.</summary>
    public abstract string CatalogTables { get; }

    /// <summary>How many tables of journals there are.</summary>
    public abstract string JournalTables { get; }

    public abstract string TypeName(ColumnType type);

    /// <summary>True for rows that keep the member.</summary>
    public abstract string Has { get; }

    /// <summary>The member's value as text; of a list or object its JSON.</summary>
    public abstract string Text { get; }

    public abstract string Without { get; }

    /// <summary>A text as the type; null where it is none.</summary>
    public string As(ColumnType type) => type == ColumnType.Json ? Json : MigrationPlanner.Conversion(Dialect, Text, Dialects(ColumnType.Text), Dialects(type));

    protected abstract string Json { get; }

    public static Core.Schemas.Dialects.ColumnType Dialects(ColumnType type) => Enum.Parse<Core.Schemas.Dialects.ColumnType>(type.ToString());
}

internal sealed class SqliteEvolutionSql : EvolutionSql
{
    public override string Dialect => "sqlite";

    public override string CatalogTables => "SELECT COUNT(*) FROM sqlite_master WHERE name = '_supertrack_dataset'";

    public override string JournalTables => "SELECT COUNT(*) FROM sqlite_master WHERE name = '_supertrack_journal'";

    public override string Has => "_extra IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(_extra) WHERE key = @member)";

    public override string Text => "(SELECT CASE WHEN type IN ('true', 'false') THEN type ELSE CAST(value AS TEXT) END FROM json_each(_extra) WHERE key = @member)";

    // A merge patch with null takes the member out (RFC 7396).
    public override string Without => "NULLIF(json_patch(_extra, json_object(@member, NULL)), '{}')";

    protected override string Json => "(SELECT CASE WHEN type = 'text' THEN json_quote(value) WHEN type IN ('true', 'false') THEN type ELSE CAST(value AS TEXT) END FROM json_each(_extra) WHERE key = @member)";

    public override string TypeName(ColumnType type) => type switch
    {
        ColumnType.Integer or ColumnType.Boolean => "INTEGER",
        ColumnType.Number => "REAL",
        _ => "TEXT",
    };
}

internal sealed class PostgresEvolutionSql : EvolutionSql
{
    public override string Dialect => "postgres";

    public override string CatalogTables => "SELECT CASE WHEN to_regclass('_supertrack_dataset') IS NULL THEN 0 ELSE 1 END";

    public override string JournalTables => "SELECT CASE WHEN to_regclass('_supertrack_journal') IS NULL THEN 0 ELSE 1 END";

    public override string Has => "_extra IS NOT NULL AND _extra::jsonb ? @member";

    public override string Text => "(_extra ->> @member)";

    public override string Without => "NULLIF(_extra::jsonb - @member, '{}'::jsonb)::json";

    protected override string Json => "(_extra -> @member)";

    public override string TypeName(ColumnType type) => type switch
    {
        ColumnType.Integer => "bigint",
        ColumnType.Number => "double precision",
        ColumnType.Boolean => "boolean",
        ColumnType.Timestamp => "timestamptz",
        ColumnType.Date => "date",
        ColumnType.Json => "json",
        _ => "text",
    };
}
