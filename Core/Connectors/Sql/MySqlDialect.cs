namespace Supertrack.Core.Connectors.Sql;

/// <summary>MySQL 5.7 and later, MariaDB 10.3 and later. Sessions take double quotes for identifiers (ANSI_QUOTES), as the other databases do.</summary>
public sealed class MySqlDialect : SqlDialect
{
    public override IReadOnlyList<string> SessionStatements { get; } =
    [
        "SET SESSION TRANSACTION READ ONLY",
        "SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'",
        "SET SESSION time_zone = '+00:00'",
    ];

    public override string ListTables =>
        """
        SELECT table_schema, table_name FROM information_schema.tables
        WHERE table_schema NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys') AND table_type IN ('BASE TABLE', 'VIEW')
        ORDER BY table_schema, table_name
        """;

    public override string PrimaryKeyColumns =>
        """
        SELECT column_name AS name FROM information_schema.key_column_usage
        WHERE constraint_name = 'PRIMARY' AND table_schema = @schema AND table_name = @table ORDER BY ordinal_position
        """;

    public override string? RowAddress => null;

    public override string SelectRowAddress => throw new NotSupportedException("MySQL has no row address.");

    public override string RowAddressParameter(string name) => throw new NotSupportedException("MySQL has no row address.");

    public override SqlValueKind KindOf(string databaseType)
    {
        var type = databaseType.ToUpperInvariant().Replace("UNSIGNED", "", StringComparison.Ordinal).Split('(')[0].Trim();
        return type switch
        {
            "BOOL" => SqlValueKind.Boolean,
            "TINYINT" or "SMALLINT" or "MEDIUMINT" or "INT" or "BIGINT" or "BIT" or "YEAR" => SqlValueKind.Integer,
            "FLOAT" or "DOUBLE" => SqlValueKind.Float,
            "DECIMAL" or "NUMERIC" => SqlValueKind.Decimal,
            "DATE" => SqlValueKind.Date,
            "DATETIME" => SqlValueKind.Timestamp,
            "TIMESTAMP" => SqlValueKind.TimestampWithZone,
            "JSON" => SqlValueKind.Json,
            "BINARY" or "VARBINARY" or "BLOB" or "TINYBLOB" or "MEDIUMBLOB" or "LONGBLOB" or "GEOMETRY" => SqlValueKind.Bytes,
            _ => SqlValueKind.Text,
        };
    }

    public override string Select(SqlColumn column)
    {
        var name = Quote(column.Name);
        return column.Kind switch
        {
            // Dates cross as text: 0000-00-00 has no CLR value.
            SqlValueKind.Date => $"DATE_FORMAT({name}, '%Y-%m-%d') AS {name}",
            SqlValueKind.Timestamp => $"DATE_FORMAT({name}, '%Y-%m-%dT%H:%i:%s.%f') AS {name}",
            SqlValueKind.TimestampWithZone => $"DATE_FORMAT({name}, '%Y-%m-%dT%H:%i:%s.%fZ') AS {name}",
            SqlValueKind.Decimal or SqlValueKind.Text or SqlValueKind.Json => $"CAST({name} AS CHAR) AS {name}",
            _ => name,
        };
    }

    public override string Parameter(string name, SqlColumn column) => column.Kind switch
    {
        SqlValueKind.Decimal => $"CAST(@{name} AS DECIMAL(65, 30))",
        SqlValueKind.Date => $"CAST(@{name} AS DATE)",
        SqlValueKind.Timestamp => $"CAST(@{name} AS DATETIME(6))",
        SqlValueKind.TimestampWithZone => $"CAST(REPLACE(@{name}, 'Z', '') AS DATETIME(6))",
        _ => "@" + name,
    };
}
