using System.Text;

namespace Supertrack.Core.Schemas.Dialects;

/// <summary>The layout of a data lake: raw and curated zones, Hive-style partitions by load date, one folder a dataset, and each dataset's columns.</summary>
internal static class LakeDialect
{
    public static string Write(TableModel model)
    {
        var text = new StringBuilder();
        foreach (var table in model.Tables)
        {
            var folder = Folder(table.Name);
            text.Append($"raw/{{tenant}}/{{source}}/{folder}/load_date={{yyyy-MM-dd}}/{{batch}}.jsonl.gz\n");
            text.Append($"curated/{{tenant}}/{folder}/{Partition(table)}part-{{number}}.parquet\n");
            foreach (var column in table.Columns)
                text.Append($"  {Name(column.Name)}: {Type(column.Type)}{(column.Nullable ? "" : " not null")}{(table.PrimaryKey.Contains(column.Name) ? " key" : "")}\n");
        }
        return text.ToString();
    }

    private static string Partition(ModelTable table) =>
        table.Columns.FirstOrDefault(c => c.Type is ColumnType.Timestamp or ColumnType.Date && Words.Of(c.Name) is ["created" or "create" or "date" or "started" or "occurred" or "timestamp", ..]) is { } time
            ? $"{Folder(time.Name)}_date={{yyyy-MM-dd}}/" : "";

    private static string Folder(string name) => string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '_' or '-' ? c : '_'));

    /// <summary>As it is where that stays one line with one colon, else as a JSON text.</summary>
    private static string Name(string name) =>
        name.Length > 0 && !name.Any(c => char.IsControl(c) || c is ':' or '"') && !char.IsWhiteSpace(name[0]) ? name : System.Text.Json.JsonSerializer.Serialize(name);

    // Names of Parquet's logical types.
    private static string Type(ColumnType type) => type switch
    {
        ColumnType.Integer => "int64",
        ColumnType.Number => "double",
        ColumnType.Boolean => "boolean",
        ColumnType.Timestamp => "timestamp(micros, utc)",
        ColumnType.Date => "date",
        ColumnType.Json => "json",
        _ => "string",
    };
}
