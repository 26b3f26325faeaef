using Supertrack.Core.Connectors;
using Supertrack.Core.Storage;

namespace Supertrack.Core.Syncing;

/// <summary>What one chunk is about: a stream, the run that reads it, and where it is stored.</summary>
public sealed record ChunkPlan(DatasetId Dataset, long Run, SyncMode Mode, TableShape Shape)
{
    /// <summary>Records are held against those stored before they are stored themselves. Default false.</summary>
    public bool Guarded { get; init; }

    /// <summary>Members whose absence is known and accepted.</summary>
    public IReadOnlyList<string> Accepted { get; init; } = [];

    /// <summary>Every record is compared with the row of its key and kept out where it contradicts that row. Default false.</summary>
    public bool Compared { get; init; }

    /// <summary>Members that came filled in all of many runs, each with a bound of the share that may be null; records in which one is always null are not stored.</summary>
    public IReadOnlyDictionary<string, double> Filled { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// The plan for a stream as discovery describes it: rows are replaced by key where there is one; without a key an incremental stream
    /// appends, and a full refresh replaces the table.
    /// </summary>
    public static ChunkPlan For(DatasetId dataset, long run, SyncMode mode, StreamDescriptor stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var write = stream.PrimaryKey.Count > 0 ? WriteMode.Upsert
            : mode == SyncMode.Incremental ? WriteMode.Append
            : WriteMode.Replace;
        var shape = new TableShape { Columns = SchemaShape.Columns(stream.JsonSchema), PrimaryKey = stream.PrimaryKey, Lost = stream.LostFields, Mode = write };
        return new ChunkPlan(dataset, run, mode, shape);
    }
}
