using System.Text.Json.Nodes;
using Supertrack.Lab.Generation;

namespace Supertrack.Lab.Records;

/// <summary>Records made up when they are asked for: nothing is kept, however many there are.</summary>
internal sealed class GeneratedRecords(RecordGenerator generator, int count) : RecordSet
{
    [ThreadStatic]
    private static ByteBuffer? _scratch;

    public override int Count => count;

    public override void Write(int index, ByteBuffer into) => generator.Write(index, into);

    public override JsonObject Read(int index)
    {
        ByteBuffer scratch = _scratch ??= new ByteBuffer();
        scratch.Clear();
        generator.Write(index, scratch);
        return (JsonObject)JsonNode.Parse(scratch.Written.Span)!;
    }

    public override JsonNode? Field(int index, string path) => FieldPath.Read(Read(index), path);

    public override bool Ascends(string path) => generator.Ascends(path);

    public override int? Locate(string path, string value)
    {
        if (generator.IndexOf(path, value) is not { } index)
        {
            return null;
        }

        return index >= 0 && index < count ? (int)index : -1;
    }
}
