using System.Text.Json.Nodes;
using Supertrack.Core.Text;

namespace Supertrack.Core.Connectors.Files;

/// <summary>A file source as its manifest states it. Format: docs/file-sources.md.</summary>
public sealed record FileManifest
{
    /// <summary>Folder below which files are looked for; null when <see cref="Urls"/> are given. A template over <c>config</c>.</summary>
    public string? Folder { get; init; }

    /// <summary>Addresses of files; templates over <c>config</c>.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [];

    public required IReadOnlyList<FileStreamManifest> Streams { get; init; }

    /// <summary>The connection specification, as in a declarative manifest; an empty object when absent.</summary>
    public JsonObject Spec { get; init; } = [];
}

/// <summary>How the records lie in a file.</summary>
public enum FileFormat
{
    /// <summary>By the file's name: .csv and .tsv, .json, everything else JSON lines.</summary>
    Auto,
    Csv,

    /// <summary>One array of records, one record, or an object that holds the array at the record path.</summary>
    Json,

    /// <summary>One JSON value a line.</summary>
    JsonLines,
}

/// <summary>One stream of a file source: the files that match its globs, read in the order of their change.</summary>
public sealed record FileStreamManifest
{
    public required string Name { get; init; }

    /// <summary><c>*</c> within a folder, <c>**</c> over folders. Default all files.</summary>
    public IReadOnlyList<string> Globs { get; init; } = ["**"];

    public FileFormat Format { get; init; }

    public CsvDialect Csv { get; init; } = new();

    /// <summary>The first row names the columns. Default true; otherwise they are f0, f1, ...</summary>
    public bool Header { get; init; } = true;

    /// <summary>Rows passed over before the header. Default 0.</summary>
    public int SkipRows { get; init; }

    /// <summary>Name of the text encoding, e.g. <c>utf-8</c> (default; a byte order mark wins), <c>latin1</c>, <c>utf-16</c>.</summary>
    public string Encoding { get; init; } = "utf-8";

    /// <summary>Texts that mean null in CSV. Default: the empty text.</summary>
    public IReadOnlyList<string> NullValues { get; init; } = [""];

    /// <summary>Path to the array of records in a JSON document; empty for the root.</summary>
    public IReadOnlyList<string> RecordPath { get; init; } = [];

    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    /// <summary>Records a page. Default 1,000.</summary>
    public int PageSize { get; init; } = 1000;

    /// <summary>Whether a file's name matches one of the globs.</summary>
    public bool Matches(string name) => Globs.Any(glob => Glob.IsMatch(glob, name));
}
