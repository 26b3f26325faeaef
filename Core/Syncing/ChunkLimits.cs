namespace Supertrack.Core.Syncing;

/// <summary>How much one chunk reads, and how much of it goes into one transaction.</summary>
public sealed record ChunkLimits
{
    /// <summary>A chunk takes no further page after this long. Default 2 seconds.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Records that are committed together. Default 10,000.</summary>
    public int CommitRecords { get; init; } = 10_000;

    /// <summary>Bytes that are committed together. Default 4 MiB.</summary>
    public int CommitBytes { get; init; } = 4 << 20;

    /// <summary>A slow source's pages are committed at least this often. Default 1 second.</summary>
    public TimeSpan CommitEvery { get; init; } = TimeSpan.FromSeconds(1);
}
