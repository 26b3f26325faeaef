using System.Collections.Immutable;
using Supertrack.Core.Versions.Changes;

namespace Supertrack.Core.Versions;

/// <summary>What is known for ever about one version of an artifact. Signed as a whole; see <see cref="Signing.SignedVersion"/>.</summary>
public sealed record FrozenVersion
{
    public required ArtifactId Artifact { get; init; }

    public required SemanticVersion Version { get; init; }

    /// <summary>SHA-256 of the canonical content: the same for two texts that mean the same.</summary>
    public required string Hash { get; init; }

    /// <summary>SHA-256 of the text as it was written.</summary>
    public required string Source { get; init; }

    /// <summary>Bytes of the text as it was written.</summary>
    public required long Size { get; init; }

    public required DateTimeOffset FrozenAt { get; init; }

    public required Provenance Provenance { get; init; }

    /// <summary>Differences from the first parent; empty for the first version.</summary>
    public ImmutableArray<ArtifactChange> Changes { get; init; } = [];

    /// <summary>Ids of the records this one follows; the first is the version before it.</summary>
    public ImmutableArray<string> Parents { get; init; } = [];

    /// <summary>SHA-256 of the cases that it has to pass before any activation.</summary>
    public ImmutableArray<string> Cases { get; init; } = [];

    public ImmutableArray<RetiredCase> Retired { get; init; } = [];
}

/// <summary>A version with its content, both verified.</summary>
/// <param name="Id">SHA-256 of the signed record.</param>
/// <param name="Text">The content as it was written.</param>
public sealed record FrozenArtifact(FrozenVersion Version, string Id, string Text);

/// <summary>A line of a list of versions; from the index, so it is verified only when the version is loaded.</summary>
public sealed record VersionSummary(ArtifactId Artifact, SemanticVersion Version, string Id, string Hash, DateTimeOffset FrozenAt, string Proposer, string Change);
