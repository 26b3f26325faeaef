using Supertrack.Core.Connectors.Format;
using Supertrack.Core.Text;

namespace Supertrack.Core.Connectors.Files;

/// <summary>Reads <c>type: FileSource</c>. Format: docs/file-sources.md.</summary>
internal static class FileManifestReader
{
    public const string Type = "FileSource";

    private const int MostRecords = 100_000;

    private static readonly OrderedDictionary<string, FileFormat> Formats = new(StringComparer.Ordinal)
    {
        ["auto"] = FileFormat.Auto,
        ["csv"] = FileFormat.Csv,
        ["json"] = FileFormat.Json,
        ["json_lines"] = FileFormat.JsonLines,
    };

    /// <exception cref="ManifestException">A field is missing, wrong or unknown.</exception>
    public static FileManifest Read(ManifestNode root, string file)
    {
        var fields = new FieldReader(root, file, "");
        fields.Text("type");
        fields.Text("version");
        var manifest = new FileManifest
        {
            Folder = fields.Template("folder"),
            Urls = fields.Templates("urls"),
            Streams = [.. fields.Children("streams").Select(Stream)],
            Spec = SpecField.Read(fields),
        };
        fields.RefuseOthers();
        if (manifest.Folder is null == (manifest.Urls.Count == 0)) throw fields.Wrong("Exactly one of folder and urls is needed.", "Name the folder, or the addresses of the files.");
        if (manifest.Streams.Count == 0) throw fields.Wrong("The manifest names no stream.", "Add streams with name and globs.");
        if (SpecField.Twice(manifest.Streams.Select(stream => stream.Name)) is { } name) throw fields.Wrong($"Two streams are named '{name}'.", "Rename one.");
        return manifest;
    }

    private static FileStreamManifest Stream(FieldReader fields)
    {
        var stream = new FileStreamManifest
        {
            Name = fields.Required("name"),
            Globs = fields.Texts("globs") ?? ["**"],
            Format = fields.Choice("format", FileFormat.Auto, Formats),
            Encoding = fields.Text("encoding") ?? "utf-8",
            RecordPath = fields.Texts("record_path") ?? [],
            PrimaryKey = fields.Texts("primary_key") ?? [],
            PageSize = fields.Number("page_size", 1000, 1, MostRecords),
        };
        if (fields.Child("csv") is { } csv) stream = WithCsv(stream, csv);
        fields.RefuseOthers();
        return stream;
    }

    private static FileStreamManifest WithCsv(FileStreamManifest stream, FieldReader csv)
    {
        var usual = new CsvDialect();
        var read = stream with
        {
            Csv = usual with
            {
                Delimiter = csv.Character("delimiter", usual.Delimiter) ?? throw csv.Wrong("The delimiter is empty.", "Write one character."),
                Quote = csv.Character("quote", usual.Quote),
                Escape = csv.Character("escape", usual.Escape),
                Comment = csv.Character("comment", usual.Comment),
                Trim = csv.Flag("trim", usual.Trim),
            },
            Header = csv.Flag("header", stream.Header),
            SkipRows = csv.Number("skip_rows", 0, 0, int.MaxValue),
            NullValues = csv.Texts("null_values") ?? stream.NullValues,
        };
        csv.RefuseOthers();
        return read;
    }
}
