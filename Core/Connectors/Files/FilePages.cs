using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Text;

namespace Supertrack.Core.Connectors.Files;

/// <summary>Reads the files of one stream in the order of their change, page by page, and remembers which it has read.</summary>
internal sealed class FilePages(IFileStore store, FileStreamManifest stream, IReadOnlyList<CsvColumn> columns, StreamReadRequest request)
{
    /// <summary>Fields added to every record, named as file connectors of the format name them.</summary>
    public const string NameField = "_ab_source_file_url";

    public const string ModifiedField = "_ab_source_file_last_modified";

    public async IAsyncEnumerable<RecordPage> ReadAsync(IReadOnlyList<FileEntry> files, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var at = request.ResumeFrom is { } bytes ? FileCheckpoint.Parse(bytes, stream.Name) : new FileCheckpoint(null, null, 0, History(), 0);
        var done = new Dictionary<string, string>(at.Done);
        var pages = 0;
        foreach (var file in files)
        {
            var modified = FileSource.Text(file.Modified);
            if (done.TryGetValue(file.Name, out var read) && read == modified) continue;
            // A file that changed since it was half read is read again from its start.
            var skip = at.File == file.Name && at.Modified == modified ? at.Records : 0;
            await foreach (var (buffer, count, records, ended) in PagesOfAsync(file, modified, skip, cancellationToken))
            {
                if (ended) done[file.Name] = modified;
                at = new FileCheckpoint(ended ? null : file.Name, modified, records, new Dictionary<string, string>(done), at.Page + 1);
                yield return PageOf(buffer, count, file.Name, at, ended);
                if (request.MaxPages is { } most && ++pages >= most) yield break;
            }
        }
    }

    private RecordPage PageOf(ArrayBufferWriter<byte> buffer, int count, string file, FileCheckpoint at, bool ended) =>
        new(buffer.WrittenMemory, count, at.ToBytes, () => ended ? State(at) : null)
        {
            Slice = new JsonObject { ["file"] = file }.ToJsonString(),
            Page = at.Page - 1,
            EndsSlice = ended,
            Requests = 1,
            BytesRead = buffer.WrittenCount,
        };

    private async IAsyncEnumerable<(ArrayBufferWriter<byte> Buffer, int Count, long Records, bool Ended)> PagesOfAsync(
        FileEntry file, string modified, long skip, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var bytes = await store.OpenAsync(file, cancellationToken);
        await using var records = FileRecords.ReadAsync(bytes, file.Name, stream, columns, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var buffer = new ArrayBufferWriter<byte>();
        long read = 0;
        while (true)
        {
            buffer.ResetWrittenCount();
            var count = 0;
            var more = true;
            while (count < stream.PageSize && (more = await NextAsync(records, file, read)))
            {
                if (++read <= skip) continue;
                Write(buffer, records.Current, file.Name, modified);
                count++;
            }
            yield return (buffer, count, read, !more);
            if (!more) yield break;
        }
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<JsonElement> records, FileEntry file, long read)
    {
        try
        {
            return await records.MoveNextAsync();
        }
        catch (Exception exception) when (exception is JsonException or CsvException or InvalidDataException or EndOfStreamException)
        {
            throw new ConnectorException(FailureKind.System, $"Stream {stream.Name}, file {file.Name}, after record {read}: {exception.Message} Repair the file, or set format, encoding and dialect.", exception)
            {
                Stream = stream.Name,
            };
        }
    }

    private static void Write(ArrayBufferWriter<byte> buffer, JsonElement record, string name, string modified)
    {
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (record.ValueKind == JsonValueKind.Object)
                foreach (var property in record.EnumerateObject()) property.WriteTo(json);
            else
            {
                json.WritePropertyName("data");
                record.WriteTo(json);
            }
            json.WriteString(NameField, name);
            if (modified.Length > 0) json.WriteString(ModifiedField, modified);
            else json.WriteNull(ModifiedField);
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
    }

    private Dictionary<string, string> History() =>
        request.SyncMode == SyncMode.Incremental && request.State is JsonObject state && state["history"] is JsonObject history
            ? history.ToDictionary(pair => pair.Key, pair => pair.Value?.GetValue<string>() ?? "")
            : [];

    private static JsonObject State(FileCheckpoint at) => new()
    {
        ["history"] = new JsonObject(at.Done.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value))),
        [ModifiedField] = at.Done.Values.Max(StringComparer.Ordinal),
    };
}
