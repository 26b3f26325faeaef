using Supertrack.Grains.Interfaces.Connectors;

namespace Supertrack.Grains.Interfaces.Agents;

/// <summary>Reads and stores for connectors; holds nothing between calls. Any key reaches any free worker.</summary>
[Alias("supertrack.sync-worker")]
public interface ISyncWorker : IGrainWithIntegerKey
{
    /// <summary>Runs one bounded chunk and reports to the connector. The caller does not wait; silence is noticed by the connector's deadline.</summary>
    [Alias("run-chunk"), OneWay]
    Task RunChunkAsync(ChunkOrder order);

    /// <summary>Parses the manifest and lists the streams.</summary>
    [Alias("inspect"), ResponseTimeout("00:02:00")]
    Task<Inspection> InspectAsync(SourceOrder order);

    [Alias("check"), ResponseTimeout("00:02:00")]
    Task<CheckOutcome> CheckAsync(SourceOrder order);

    /// <summary>Reads the first page of a stream, stores nothing, and reports to the connector. The caller does not wait.</summary>
    [Alias("probe"), OneWay]
    Task ProbeAsync(ProbeOrder order);

    /// <summary>Forgets positions, and rows when asked to.</summary>
    [Alias("reset"), ResponseTimeout("00:05:00")]
    Task ResetAsync(ResetOrder order);

    /// <summary>Keeps or removes what a run that is over has recorded. The caller does not wait.</summary>
    [Alias("settle"), OneWay]
    Task SettleAsync(SettleOrder order);

    /// <summary>Takes back what runs stored under a journal and reports to the connector. The caller does not wait; doing it twice is harmless.</summary>
    [Alias("undo"), OneWay]
    Task UndoAsync(UndoOrder order);

    /// <summary>Looks whether a repaired manifest passes what versions before it passed, and makes cases of what its run recorded.</summary>
    [Alias("prove"), ResponseTimeout("00:02:00")]
    Task<Proof> ProveAsync(ProofOrder order);

    /// <summary>Replays the last good recordings through a manifest.</summary>
    [Alias("verify"), ResponseTimeout("00:02:00")]
    Task<VerificationView> VerifyAsync(VerifyOrder order);
}
