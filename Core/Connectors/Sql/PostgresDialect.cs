namespace Supertrack.Core.Connectors.Sql;

/// <summary>PostgreSQL 12 and later (row addresses by range need 14).</summary>
public sealed class PostgresDialect : SqlDialect
{
    public override IReadOnlyList<string> SessionStatements { get; } =
        ["SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", "SET TIME ZONE 'UTC'", "SET extra_float_digits = 3"];

    public override string ListTables =>
        """
        SELECT table_schema, table_name FROM information_schema.tables
        WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type IN ('BASE TABLE', 'VIEW')
        ORDER BY table_schema, table_name
        """;

    public override string PrimaryKeyColumns =>
        """
        SELECT a.attname AS name FROM pg_index i
        JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, position)
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
        WHERE i.indisprimary AND n.nspname = @schema AND c.relname = @table ORDER BY k.position
        """;

    public override string? RowAddress => "ctid";

    public override string SelectRowAddress => "ctid::text";

    public override string RowAddressParameter(string name) => $"CAST(@{name} AS tid)";

    public override SqlValueKind KindOf(string databaseType)
    {
        var type = databaseType.ToLowerInvariant();
        if (type.EndsWith("[]", StringComparison.Ordinal)) return SqlValueKind.Json;
        var bare = type.Split('(')[0].Trim();
        return bare switch
        {
            "smallint" or "integer" or "bigint" or "oid" or "int2" or "int4" or "int8" => SqlValueKind.Integer,
            "real" or "double precision" or "float4" or "float8" => SqlValueKind.Float,
            "numeric" or "decimal" => SqlValueKind.Decimal,
            "boolean" or "bool" => SqlValueKind.Boolean,
            "date" => SqlValueKind.Date,
            "timestamp" or "timestamp without time zone" => SqlValueKind.Timestamp,
            "timestamptz" or "timestamp with time zone" => SqlValueKind.TimestampWithZone,
            "json" or "jsonb" => SqlValueKind.Json,
            "bytea" => SqlValueKind.Bytes,
            _ => SqlValueKind.Text,
        };
    }

    public override string Select(SqlColumn column)
    {
        var name = Quote(column.Name);
        return column.Kind switch
        {
            // Dates cross as text: infinity and years beyond 9999 have no CLR value.
            SqlValueKind.Decimal or SqlValueKind.Text or SqlValueKind.Date => $"{name}::text",
            SqlValueKind.Timestamp => Iso(name, ""),
            SqlValueKind.TimestampWithZone => Iso(name, "Z"),
            SqlValueKind.Json => $"to_json({name})::text",
            _ => name,
        };
    }

    public override string Parameter(string name, SqlColumn column) => $"CAST(@{name} AS {TypeName(column)})";

    private static string Iso(string name, string zone) =>
        $"""CASE WHEN isfinite({name}) THEN to_char({name}, 'YYYY-MM-DD"T"HH24:MI:SS.US"{zone}"') ELSE {name}::text END""";

    // The type's name comes from the catalogue, never from a user.
    private static string TypeName(SqlColumn column) => column.Kind switch
    {
        SqlValueKind.Integer => "bigint",
        SqlValueKind.Float => "double precision",
        SqlValueKind.Decimal => "numeric",
        SqlValueKind.Date => "date",
        SqlValueKind.Timestamp => "timestamp",
        SqlValueKind.TimestampWithZone => "timestamptz",
        SqlValueKind.Boolean => "boolean",
        _ => column.DatabaseType,
    };
}
