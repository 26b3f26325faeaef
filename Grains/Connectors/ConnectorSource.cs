using System.Collections.Immutable;
using Supertrack.Grains.Interfaces.Connectors;

namespace Supertrack.Grains.Connectors;

/// <summary>A connector's manifests and configuration: large, and changed by people only.</summary>
public sealed record ConnectorSource
{
    /// <summary>Oldest first; the last twenty.</summary>
    public ImmutableArray<ManifestVersion> Versions { get; init; } = [];

    /// <summary>The configuration, encrypted.</summary>
    public string SealedConfig { get; init; } = "";

    public ManifestVersion? Find(int version) => Versions.FirstOrDefault(one => one.Version == version);
}
