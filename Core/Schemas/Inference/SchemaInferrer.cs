using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Inference;

/// <summary>
/// Learns a schema from samples, one at a time, in memory that the number of samples does not move. Two that saw different samples can be
/// merged; the result is the same in any order and grouping. Not safe for concurrent use: give each worker its own and merge.
/// </summary>
public sealed class SchemaInferrer(InferenceOptions? options = null)
{
    private static readonly JsonReaderOptions Lenient =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 1000, AllowMultipleValues = true };

    private readonly InferenceOptions _options = options ?? InferenceOptions.Default;
    private readonly ShapeReader _reader = new(options ?? InferenceOptions.Default);

    /// <summary>Samples seen.</summary>
    public long Samples { get; private set; }

    internal Shape Root { get; } = new();

    /// <summary>Adds every JSON value in <paramref name="utf8"/> as a sample: one document, or several with white space between (JSON lines).</summary>
    /// <param name="unwrapArrays">Whether the items of an array at the top are the samples, and not the array.</param>
    /// <exception cref="JsonException">Malformed JSON; the samples before it are counted, what the broken one showed so far too.</exception>
    public void Add(ReadOnlySpan<byte> utf8, bool unwrapArrays = false)
    {
        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        var reader = new Utf8JsonReader(utf8, Lenient);
        while (reader.Read())
        {
            if (unwrapArrays && reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) AddValue(ref reader);
            }
            else
            {
                AddValue(ref reader);
            }
        }
    }

    /// <summary>Adds everything that <paramref name="other"/> saw.</summary>
    public void Merge(SchemaInferrer other)
    {
        Samples += other.Samples;
        Root.Merge(other.Root, _options);
    }

    /// <summary>The JSON Schema (2020-12) that describes the samples, and with good odds the next ones.</summary>
    public JsonObject ToSchema() => new SchemaWriter(Root).Write();

    /// <summary>What was counted beside the schema: one entry a path with counts, lengths, ranges and number of distinct values.</summary>
    public JsonArray ToStatistics() => StatisticsWriter.Write(Root);

    private void AddValue(ref Utf8JsonReader reader)
    {
        Samples++;
        _reader.ReadSample(ref reader, Root);
    }
}
