using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Supertrack.Core.Text;

namespace Supertrack.Core.Connectors.Files;

/// <summary>A file manifest opened over the place where the files lie.</summary>
public sealed class FileSource(FileManifest manifest, IFileStore store) : IOpenedSource
{
    private const int SampledRows = 1000;

    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var files = await FilesAsync(cancellationToken);
            foreach (var stream in manifest.Streams)
                if (!files.Any(file => stream.Matches(file.Name)))
                    return new CheckResult(false, $"No file matches stream {stream.Name} ({string.Join(", ", stream.Globs)}). Check folder, urls and globs.");
            await DiscoverAsync(cancellationToken);
            return new CheckResult(true, "");
        }
        catch (ConnectorException exception)
        {
            return new CheckResult(false, exception.Message);
        }
    }

    public async Task<IReadOnlyList<StreamDescriptor>> DiscoverAsync(CancellationToken cancellationToken)
    {
        var files = await FilesAsync(cancellationToken);
        var streams = new List<StreamDescriptor>();
        foreach (var stream in manifest.Streams)
        {
            var columns = await SampleAsync(stream, files, cancellationToken);
            streams.Add(new StreamDescriptor
            {
                Name = stream.Name,
                JsonSchema = Schema(columns),
                PrimaryKey = [.. stream.PrimaryKey.Select(key => (IReadOnlyList<string>)[key])],
                CursorField = [FilePages.ModifiedField],
                SyncModes = [SyncMode.FullRefresh, SyncMode.Incremental],
            });
        }
        return streams;
    }

    public async IAsyncEnumerable<RecordPage> ReadAsync(StreamReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = manifest.Streams.FirstOrDefault(stream => stream.Name == request.Stream)
            ?? throw new ConnectorException(FailureKind.Config, $"There is no stream '{request.Stream}'. Use one of: {string.Join(", ", manifest.Streams.Select(each => each.Name))}.");
        var files = await FilesAsync(cancellationToken);
        var columns = await SampleAsync(stream, files, cancellationToken);
        var pages = new FilePages(store, stream, columns, request).ReadAsync([.. files.Where(file => stream.Matches(file.Name))], cancellationToken);
        await foreach (var page in pages) yield return page;
    }

    private async Task<List<FileEntry>> FilesAsync(CancellationToken cancellationToken)
    {
        var files = new List<FileEntry>();
        await foreach (var file in store.ListAsync(cancellationToken)) files.Add(file);
        files.Sort((first, second) => (first.Modified ?? default).CompareTo(second.Modified ?? default) is var order and not 0 ? order : string.CompareOrdinal(first.Name, second.Name));
        return files;
    }

    private async Task<IReadOnlyList<CsvColumn>> SampleAsync(FileStreamManifest stream, List<FileEntry> files, CancellationToken cancellationToken)
    {
        var file = files.FirstOrDefault(file => stream.Matches(file.Name));
        if (file is null || FileRecords.FormatOf(stream.Format, file.Name) != FileFormat.Csv) return [];
        try
        {
            await using var bytes = await store.OpenAsync(file, cancellationToken);
            return await CsvRecords.SampleAsync(new StreamReader(FileRecords.Decompress(bytes, file.Name), FileRecords.EncodingOf(stream)), FileRecords.ForName(stream, file.Name), SampledRows, cancellationToken);
        }
        catch (CsvException exception)
        {
            throw new ConnectorException(FailureKind.System, $"Stream {stream.Name}, file {file.Name}: {exception.Message}", exception) { Stream = stream.Name };
        }
    }

    private static JsonObject Schema(IReadOnlyList<CsvColumn> columns)
    {
        var properties = new JsonObject();
        foreach (var column in columns) properties[column.Name] = new JsonObject { ["type"] = new JsonArray(column.JsonType, "null") };
        properties[FilePages.NameField] = new JsonObject { ["type"] = "string" };
        properties[FilePages.ModifiedField] = new JsonObject { ["type"] = new JsonArray("string", "null"), ["format"] = "date-time" };
        return new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["type"] = "object", ["additionalProperties"] = true, ["properties"] = properties };
    }

    internal static string Text(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture) ?? "";
}
