namespace Orleans.Runtime;

/// <summary>How full the memory is that this process may use.</summary>
internal interface IMemoryReading
{
    /// <summary>Percent, as of the last garbage collection; counts what other processes use too, as they fill the same memory.</summary>
    double UsedPercentage { get; }

    /// <summary>How many collections of everything there were. Between two of them memory given back does not show.</summary>
    int FullCollections { get; }
}

/// <summary>What the garbage collector knows; in a container it knows the container's limit.</summary>
internal sealed class GarbageCollectorReading : IMemoryReading
{
    public double UsedPercentage
    {
        get
        {
            var info = GC.GetGCMemoryInfo(GCKind.Any);
            return info.TotalAvailableMemoryBytes == 0 ? 0 : 100.0 * info.MemoryLoadBytes / info.TotalAvailableMemoryBytes;
        }
    }

    public int FullCollections => GC.CollectionCount(GC.MaxGeneration);
}
