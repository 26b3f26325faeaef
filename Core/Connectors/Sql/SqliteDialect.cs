namespace Supertrack.Core.Connectors.Sql;

/// <summary>SQLite 3; its columns bind no types, so values are written by their own.</summary>
public sealed class SqliteDialect : SqlDialect
{
    public override IReadOnlyList<string> SessionStatements { get; } = ["PRAGMA query_only = ON"];

    public override string ListTables =>
        """
        SELECT 'main' AS table_schema, name AS table_name FROM sqlite_schema
        WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name
        """;

    public override string PrimaryKeyColumns => "SELECT name FROM pragma_table_info(@table, @schema) WHERE pk > 0 ORDER BY pk";

    public override string? RowAddress => "rowid";

    public override string SelectRowAddress => "rowid";

    public override string RowAddressParameter(string name) => $"CAST(@{name} AS INTEGER)";

    // https://www.sqlite.org/datatype3.html, section 3.1: the affinity of a declared type.
    public override SqlValueKind KindOf(string databaseType)
    {
        var type = databaseType.ToUpperInvariant();
        if (type.Contains("INT")) return SqlValueKind.Integer;
        if (type.Contains("CHAR") || type.Contains("CLOB") || type.Contains("TEXT")) return SqlValueKind.Text;
        if (type.Contains("REAL") || type.Contains("FLOA") || type.Contains("DOUB")) return SqlValueKind.Float;
        return SqlValueKind.Dynamic;
    }

    public override string Select(SqlColumn column) => Quote(column.Name);

    public override string Parameter(string name, SqlColumn column) => $"@{name}";
}
