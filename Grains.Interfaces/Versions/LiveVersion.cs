namespace Supertrack.Grains.Interfaces.Versions;

/// <summary>What is live of an artifact in the environment that an installation is.</summary>
[GenerateSerializer, Alias("supertrack.live-version"), Immutable]
public sealed record LiveVersion
{
    /// <summary>dev, test or prod.</summary>
    [Id(0)] public required string Environment { get; init; }

    /// <summary>Null when nothing is live.</summary>
    [Id(1)] public string? Version { get; init; }

    /// <summary>SHA-256 of its content; empty when nothing is live.</summary>
    [Id(2)] public string Hash { get; init; } = "";

    /// <summary>Something was live there before; without, and with nothing live, nobody has decided yet.</summary>
    [Id(3)] public bool Decided { get; init; }

    /// <summary>Who locked the environment, when and why; null while it is open.</summary>
    [Id(4)] public string? Lock { get; init; }
}
