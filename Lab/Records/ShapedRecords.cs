using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Lab.Records;

/// <summary>A data set too large to hold, brought into a version's shape when it is asked for.</summary>
internal sealed class ShapedRecords(RecordSet source, IReadOnlyList<TransformStep> steps) : RecordSet
{
    private static readonly JsonWriterOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public override int Count => source.Count;

    public override void Write(int index, ByteBuffer into)
    {
        using var writer = new Utf8JsonWriter(into, Plain);
        Read(index).WriteTo(writer);
    }

    public override JsonObject Read(int index) => RecordTransform.Apply(source.Read(index), steps);

    public override JsonNode? Field(int index, string path) =>
        FieldPath.Read(Read(index), path) ?? source.Field(index, path);
}
