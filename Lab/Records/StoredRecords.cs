using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Lab.Records;

/// <summary>Records held in memory, each serialised once.</summary>
internal sealed class StoredRecords : RecordSet
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonObject[] _records;
    private readonly JsonObject[]? _originals;
    private readonly byte[][] _bytes;

    public StoredRecords(IEnumerable<JsonObject?> records, IReadOnlyList<TransformStep> steps)
    {
        JsonObject[] present = [.. records.OfType<JsonObject>()];
        _originals = steps.Count == 0 ? null : present;
        _records = steps.Count == 0 ? present : [.. present.Select(record => RecordTransform.Apply(record, steps))];
        _bytes = [.. _records.Select(record => JsonSerializer.SerializeToUtf8Bytes(record, Plain))];
    }

    public override int Count => _records.Length;

    public override void Write(int index, ByteBuffer into) => into.Append(_bytes[index]);

    public override JsonObject Read(int index) => _records[index];

    public override JsonNode? Field(int index, string path) =>
        FieldPath.Read(_records[index], path) ?? (_originals is null ? null : FieldPath.Read(_originals[index], path));
}
