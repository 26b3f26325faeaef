using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Supertrack.Core.Connectors.Files;

/// <summary>The records of one file as JSON objects, streamed.</summary>
internal static class FileRecords
{
    private static readonly JsonSerializerOptions Lenient = new() { AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 };

    public static IAsyncEnumerable<JsonElement> ReadAsync(Stream bytes, string name, FileStreamManifest stream, IReadOnlyList<CsvColumn> columns, CancellationToken cancellationToken)
    {
        var plain = Decompress(bytes, name);
        return FormatOf(stream.Format, name) switch
        {
            FileFormat.Csv => CsvRecords.ReadAsync(new StreamReader(plain, EncodingOf(stream)), ForName(stream, name), columns, cancellationToken),
            FileFormat.Json => JsonAsync(plain, stream, cancellationToken),
            _ => JsonLinesAsync(plain, cancellationToken),
        };
    }

    public static FileFormat FormatOf(FileFormat format, string name)
    {
        if (format != FileFormat.Auto) return format;
        var plain = name.Split('?')[0];
        foreach (var packed in new[] { ".gz", ".zip", ".br", ".zz" }) plain = plain.EndsWith(packed, StringComparison.OrdinalIgnoreCase) ? plain[..^packed.Length] : plain;
        return Path.GetExtension(plain).ToLowerInvariant() switch
        {
            ".csv" or ".tsv" or ".txt" => FileFormat.Csv,
            ".json" or ".geojson" => FileFormat.Json,
            _ => FileFormat.JsonLines,
        };
    }

    /// <summary>The stream with the delimiter that a file's ending names, unless the manifest sets the format itself.</summary>
    public static FileStreamManifest ForName(FileStreamManifest stream, string name) =>
        stream.Format == FileFormat.Auto && name.Contains(".tsv", StringComparison.OrdinalIgnoreCase) ? stream with { Csv = stream.Csv with { Delimiter = '\t' } } : stream;

    /// <exception cref="ConnectorException">The encoding is unknown.</exception>
    public static Encoding EncodingOf(FileStreamManifest stream)
    {
        try
        {
            return Encoding.GetEncoding(stream.Encoding);
        }
        catch (ArgumentException exception)
        {
            throw new ConnectorException(FailureKind.Config, $"Stream {stream.Name}: there is no encoding '{stream.Encoding}'. Use utf-8, utf-16, latin1 or ascii.", exception) { Stream = stream.Name };
        }
    }

    public static Stream Decompress(Stream bytes, string name) => Path.GetExtension(name.Split('?')[0]).ToLowerInvariant() switch
    {
        ".gz" => new GZipStream(bytes, CompressionMode.Decompress),
        ".br" => new BrotliStream(bytes, CompressionMode.Decompress),
        ".zz" => new ZLibStream(bytes, CompressionMode.Decompress),
        _ => bytes,
    };

    // Values may also stand one behind the other without line ends; a bad one ends the file with its position.
    private static async IAsyncEnumerable<JsonElement> JsonLinesAsync(Stream bytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var value in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(bytes, topLevelValues: true, Lenient, cancellationToken)) yield return value;
    }

    private static async IAsyncEnumerable<JsonElement> JsonAsync(Stream bytes, FileStreamManifest stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var peeked = new PeekStream(bytes);
        if (stream.RecordPath.Count == 0 && await peeked.FirstSignificantByteAsync(cancellationToken) == '[')
        {
            await foreach (var value in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(peeked, Lenient, cancellationToken)) yield return value;
            yield break;
        }
        using var document = await JsonDocument.ParseAsync(peeked, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 }, cancellationToken);
        var root = document.RootElement;
        foreach (var step in stream.RecordPath)
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(step, out root))
                throw new ConnectorException(FailureKind.System, $"Stream {stream.Name}: the document holds nothing at {string.Join('.', stream.RecordPath)}. Check record_path.") { Stream = stream.Name };
        if (root.ValueKind != JsonValueKind.Array)
        {
            yield return root.Clone();
            yield break;
        }
        foreach (var item in root.EnumerateArray()) yield return item.Clone();
    }
}
