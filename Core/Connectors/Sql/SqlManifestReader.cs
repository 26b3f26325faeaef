using Supertrack.Core.Connectors.Format;

namespace Supertrack.Core.Connectors.Sql;

/// <summary>Reads <c>type: SqlSource</c>. Format: docs/sql-sources.md.</summary>
internal static class SqlManifestReader
{
    public const string Type = "SqlSource";

    private const int MostRows = 100_000;

    /// <exception cref="ManifestException">A field is missing, wrong or unknown.</exception>
    public static SqlManifest Read(ManifestNode root, string file)
    {
        var fields = new FieldReader(root, file, "");
        fields.Text("type");
        fields.Text("version");
        var manifest = new SqlManifest
        {
            Provider = fields.Required("provider"),
            Connection = fields.TemplateMap("connection"),
            AllTablesOf = fields.Texts("all_tables_of") ?? [],
            Streams = [.. fields.Children("streams").Select(Stream)],
            Spec = SpecField.Read(fields),
        };
        fields.RefuseOthers();
        if (manifest.Streams.Count == 0 && manifest.AllTablesOf.Count == 0) throw fields.Wrong("The manifest names no stream.", "Add streams, or all_tables_of with the schemas whose tables are streams.");
        if (SpecField.Twice(manifest.Streams.Select(stream => stream.Name)) is { } name) throw fields.Wrong($"Two streams are named '{name}'.", "Rename one.");
        return manifest;
    }

    private static SqlStreamManifest Stream(FieldReader fields)
    {
        var stream = new SqlStreamManifest
        {
            Name = fields.Required("name"),
            Table = fields.Text("table"),
            Query = fields.Text("query"),
            PrimaryKey = fields.Texts("primary_key"),
            CursorField = fields.Text("cursor_field"),
            PageSize = fields.Number("page_size", 1000, 1, MostRows),
        };
        fields.RefuseOthers();
        return stream.Table is null || stream.Query is null ? stream : throw fields.Wrong("The stream has both table and query.", "Leave one out.");
    }
}
