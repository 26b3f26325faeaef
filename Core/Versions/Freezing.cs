using System.Collections.Immutable;
using Supertrack.Core.Schemas.Changes;
using Supertrack.Core.Versions.Canonical;
using Supertrack.Core.Versions.Changes;

namespace Supertrack.Core.Versions;

/// <summary>What somebody wants frozen.</summary>
public sealed record FreezeRequest
{
    public required ArtifactId Artifact { get; init; }

    /// <summary>The content as written: YAML or JSON, for prompts any text.</summary>
    public required string Text { get; init; }

    public required Provenance Provenance { get; init; }

    /// <summary>Cases, as JSON text, that this and all later versions have to pass. Those of the version before are inherited.</summary>
    public ImmutableArray<string> Cases { get; init; } = [];

    public ImmutableArray<RetiredCase> Retire { get; init; } = [];

    /// <summary>The least part of the version to raise; null leaves it to the differences.</summary>
    public Bump? AtLeast { get; init; }
}

/// <summary>The latest version with its id and content, that a new one follows.</summary>
public sealed record LatestVersion(FrozenVersion Version, string Id, ArtifactContent Content);

/// <summary>Decides which version a content becomes.</summary>
public static class Freezing
{
    /// <summary>The record of the next version; null when the latest one already is this content with these cases.</summary>
    /// <param name="latest">Null for the first version.</param>
    /// <param name="cases">SHA-256 of each case of the request, in its order.</param>
    /// <exception cref="InvalidArtifactException">A retired case is not one of the latest version's, or has no reason.</exception>
    public static FrozenVersion? Decide(FreezeRequest request, ArtifactContent content, LatestVersion? latest, IReadOnlyList<string> cases, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(cases);
        CheckRetired(request, latest);
        var kept = (latest?.Version.Cases ?? []).Where(one => request.Retire.All(retired => retired.Hash != one)).ToImmutableArray();
        var wanted = kept.AddRange(cases.Distinct().Where(one => !kept.Contains(one)));
        var first = new FrozenVersion
        {
            Artifact = request.Artifact.Checked(),
            Version = SemanticVersion.First,
            Hash = content.Hash,
            Source = content.SourceHash,
            Size = content.Source.Length,
            FrozenAt = now.ToUniversalTime(),
            Provenance = request.Provenance,
            Cases = wanted,
            Retired = request.Retire,
        };
        if (latest is null) return first;
        if (latest.Version.Hash == content.Hash && wanted.SequenceEqual(latest.Version.Cases)) return null;
        var changes = Changes(latest, content, request, wanted);
        var bump = (Bump)Math.Max((int)ArtifactDiff.BumpOf(changes), (int)(request.AtLeast ?? Bump.Patch));
        return first with { Version = latest.Version.Version.Next(bump), Changes = changes, Parents = [latest.Id] };
    }

    private static ImmutableArray<ArtifactChange> Changes(LatestVersion latest, ArtifactContent content, FreezeRequest request, ImmutableArray<string> cases)
    {
        var changes = ArtifactDiff.Compare(latest.Content, content).ToImmutableArray();
        var added = cases.Count(one => !latest.Version.Cases.Contains(one));
        if (added > 0) changes = changes.Add(new ArtifactChange("cases_added", "", Bump.Patch, $"{added}"));
        foreach (var retired in request.Retire) changes = changes.Add(new ArtifactChange("case_retired", retired.Hash[..12], Bump.Patch, retired.Reason));
        return changes;
    }

    private static void CheckRetired(FreezeRequest request, LatestVersion? latest)
    {
        foreach (var retired in request.Retire)
        {
            if (latest is null || !latest.Version.Cases.Contains(retired.Hash))
                throw new InvalidArtifactException(retired.Hash, $"is no case of {request.Artifact}", "Retire cases of its latest version only.");
            if (string.IsNullOrWhiteSpace(retired.Reason))
                throw new InvalidArtifactException(retired.Hash, "is retired without a reason", "Say why the case no longer holds.");
        }
    }
}
