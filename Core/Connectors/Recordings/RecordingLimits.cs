namespace Supertrack.Core.Connectors.Recordings;

/// <summary>How much of a run's exchanges is kept of each stream.</summary>
public sealed record RecordingLimits
{
    /// <summary>The first exchanges of a run that are kept; 0 keeps none. Default 25.</summary>
    public int Exchanges { get; init; } = 25;

    /// <summary>Bytes of answers that are kept. Default 1 MiB.</summary>
    public long Bytes { get; init; } = 1 << 20;

    /// <summary>Succeeded runs that are kept. Default 2.</summary>
    public int Runs { get; init; } = 2;

    /// <summary>While the newest recording by the same manifest is younger, no other is made. Default 15 minutes.</summary>
    public TimeSpan RefreshEvery { get; init; } = TimeSpan.FromMinutes(15);
}
