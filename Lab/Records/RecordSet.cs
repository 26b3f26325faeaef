using System.Text.Json.Nodes;

namespace Supertrack.Lab.Records;

/// <summary>The records of one version in the data set's order. Members may be used from many threads.</summary>
internal abstract class RecordSet
{
    public abstract int Count { get; }

    /// <summary>Appends record <paramref name="index"/> as JSON.</summary>
    public abstract void Write(int index, ByteBuffer into);

    public abstract JsonObject Read(int index);

    /// <summary>
    /// A field of a record, in the version's shape; a field that the version moved is found under its name in the data set too.
    /// </summary>
    public abstract JsonNode? Field(int index, string path);

    /// <summary>Whether the field only grows from record to record.</summary>
    public virtual bool Ascends(string path) => false;

    /// <summary>The record whose field has this text where that can be computed, -1 where no record has it, null where it cannot.</summary>
    public virtual int? Locate(string path, string value) => null;
}
