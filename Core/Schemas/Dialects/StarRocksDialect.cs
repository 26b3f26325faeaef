using System.Text;

namespace Supertrack.Core.Schemas.Dialects;

/// <summary>
/// StarRocks DDL: a primary-key table where there is a key (its columns first and NOT NULL, as the server demands), else a duplicate-key table; partitions
/// by day where a date is in the key or there is no key, distribution by hash of the key.
/// </summary>
internal static class StarRocksDialect
{
    public static string Write(TableModel model)
    {
        var sql = new StringBuilder();
        foreach (var table in model.Tables) Write(table, sql);
        return sql.ToString();
    }

    private static void Write(ModelTable table, StringBuilder sql)
    {
        var keyed = table.PrimaryKey.Count > 0;
        var time = table.Columns.FirstOrDefault(c => c.Type is ColumnType.Timestamp or ColumnType.Date && (!keyed || table.PrimaryKey.Contains(c.Name)));
        IReadOnlyList<string> key = keyed ? table.PrimaryKey : [(table.Columns.FirstOrDefault(c => c.Type is not (ColumnType.Json or ColumnType.Number)) ?? table.Columns[0]).Name];
        var sorted = key.Select(k => table.Columns.First(c => c.Name == k)).Concat(table.Columns.Where(c => !key.Contains(c.Name)));
        sql.Append($"CREATE TABLE {Quote(table.Name)} (\n  ").AppendJoin(",\n  ", sorted.Select(c => $"{Quote(c.Name)} {Type(c, key.Contains(c.Name))}{(c.Nullable && !(keyed && key.Contains(c.Name)) ? " NULL" : " NOT NULL")}"));
        sql.Append($"\n) ENGINE = OLAP\n{(keyed ? "PRIMARY KEY" : "DUPLICATE KEY")} ({List(key)})\n");
        if (time is not null) sql.Append($"PARTITION BY date_trunc('day', {Quote(time.Name)})\n");
        sql.Append($"DISTRIBUTED BY HASH ({List(key)})\nPROPERTIES (\"replication_num\" = \"1\"{(keyed ? ", \"enable_persistent_index\" = \"true\"" : "")});\n");
    }

    private static string Type(ModelColumn column, bool isKey) => column.Type switch
    {
        ColumnType.Integer => "BIGINT",
        ColumnType.Number => "DOUBLE",
        ColumnType.Boolean => "BOOLEAN",
        ColumnType.Timestamp => "DATETIME",
        ColumnType.Date => "DATE",
        ColumnType.Uuid => "VARCHAR(36)",
        ColumnType.Time => "VARCHAR(32)",
        ColumnType.Json when !isKey => "JSON",
        _ => isKey ? $"VARCHAR({Math.Min(column.MaxLength * 4 ?? 128, 128)})" : column.MaxLength is { } n ? $"VARCHAR({Math.Min(n * 4L, 1_048_576)})" : "STRING",
    };

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));

    // The server refuses these signs in names, quoted or not (FeNameFormat).
    private static string Quote(string name) => "`" + string.Concat(name.Select(c => c is '\0' or '=' or '<' or '>' or '!' or '*' ? '_' : c)).Replace("`", "``", StringComparison.Ordinal) + "`";
}
