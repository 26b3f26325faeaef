using System.Text;

namespace Supertrack.Core.Schemas.Dialects;

/// <summary>DDL of SQLite and PostgreSQL: quoted names, keys, references after the tables they name, an index a reference.</summary>
internal sealed class SqlDialect(string name, Func<ModelColumn, string> type, string tableEnd, int maxName)
{
    public static SqlDialect Sqlite { get; } = new("sqlite", c => c.Type switch
    {
        ColumnType.Integer => "INTEGER",
        ColumnType.Number => "REAL",
        ColumnType.Boolean => "INTEGER",
        ColumnType.Text or ColumnType.Timestamp or ColumnType.Date or ColumnType.Time or ColumnType.Uuid => "TEXT",
        _ => "TEXT",
    }, " STRICT", 1000);

    /// <summary>Names longer than PostgreSQL's 63 bytes would be cut by the server without a word, so they are cut here, each to another.</summary>
    public static SqlDialect Postgres { get; } = new("postgres", c => c.Type switch
    {
        ColumnType.Integer => "bigint",
        ColumnType.Number => "double precision",
        ColumnType.Boolean => "boolean",
        ColumnType.Timestamp => "timestamptz",
        ColumnType.Date => "date",
        ColumnType.Time => "time",
        ColumnType.Uuid => "uuid",
        ColumnType.Json => "jsonb",
        _ => c.MaxLength is { } n ? $"varchar({n})" : "text",
    }, "", 63);

    public string Write(TableModel model)
    {
        var sql = new StringBuilder();
        foreach (var table in model.Tables) Write(table, model, sql);
        foreach (var table in model.Tables)
            foreach (var reference in table.References) sql.Append($"CREATE INDEX {Quote("ix_" + table.Name + "_" + string.Join('_', reference.Columns))} ON {Quote(table.Name)} ({List(reference.Columns)});\n");
        if (name == "postgres") WriteLateReferences(model, sql);
        return sql.ToString();
    }

    private void Write(ModelTable table, TableModel model, StringBuilder sql)
    {
        var lines = table.Columns.Select(Column).ToList();
        if (table.PrimaryKey.Count > 0) lines.Add($"PRIMARY KEY ({List(table.PrimaryKey)})");
        // SQLite knows references only within CREATE TABLE, and looks them up when rows are written; PostgreSQL looks them up at once.
        if (name == "sqlite") lines.AddRange(table.References.Where(r => IsKnown(r, model)).Select(Reference));
        sql.Append($"CREATE TABLE {Quote(table.Name)} (\n  ").AppendJoin(",\n  ", lines).Append($"\n){tableEnd};\n");
    }

    private void WriteLateReferences(TableModel model, StringBuilder sql)
    {
        foreach (var table in model.Tables)
            foreach (var reference in table.References.Where(r => IsKnown(r, model))) sql.Append($"ALTER TABLE {Quote(table.Name)} ADD {Reference(reference)};\n");
    }

    private string Column(ModelColumn column)
    {
        var check = name == "sqlite" ? column.Type switch
        {
            ColumnType.Boolean => $" CHECK ({Quote(column.Name)} IN (0, 1))",
            ColumnType.Json => $" CHECK (json_valid({Quote(column.Name)}))",
            _ => "",
        } : "";
        return $"{Quote(column.Name)} {type(column)}{(column.Nullable ? "" : " NOT NULL")}{check}";
    }

    private string Reference(ModelReference reference) =>
        $"FOREIGN KEY ({List(reference.Columns)}) REFERENCES {Quote(reference.RefTable)} ({List(reference.RefColumns)})";

    // A reference to columns that are no key would be refused.
    private static bool IsKnown(ModelReference reference, TableModel model) =>
        model.Tables.Any(t => t.Name == reference.RefTable && t.PrimaryKey.SequenceEqual(reference.RefColumns));

    private string List(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));

    private string Quote(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > maxName)
        {
            var mark = Inference.ByteHash.Of(Encoding.UTF8.GetBytes(text)).ToString("x16")[..8];
            while (Encoding.UTF8.GetByteCount(text) > maxName - 9) text = text[..^1];
            text = $"{text}_{mark}";
        }
        return "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal) + "\"";
    }
}
