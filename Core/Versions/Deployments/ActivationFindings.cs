using System.Collections.Immutable;
using Supertrack.Core.Schemas.Changes;
using Supertrack.Core.Versions.Changes;

namespace Supertrack.Core.Versions.Deployments;

/// <summary>One step of the way from the live version to the one to be activated.</summary>
public sealed record UpgradeStep(SemanticVersion From, SemanticVersion To, Bump Bump, ImmutableArray<ArtifactChange> Changes);

/// <summary>How a case of the suite went.</summary>
/// <param name="Detail">What differed, one line; empty when it passed.</param>
public sealed record CaseResult(string Name, string Hash, bool Passed, string Detail);

/// <summary>What the checks of an activation found.</summary>
public sealed record ActivationFindings
{
    /// <summary>What is wrong with the stored version; null when it is what was frozen. No override lets it pass.</summary>
    public string? Damage { get; init; }

    /// <summary>From live to wanted, one step a version; backwards for an older version.</summary>
    public ImmutableArray<UpgradeStep> Path { get; init; } = [];

    /// <summary>Differences of the wanted version from the live one that break those who rely on it.</summary>
    public ImmutableArray<ArtifactChange> Breaking { get; init; } = [];

    public ImmutableArray<CaseResult> Suite { get; init; } = [];

    /// <summary>The environment asks for cases and there is none.</summary>
    public bool CasesMissing { get; init; }

    public IEnumerable<CaseResult> Failed => Suite.Where(one => !one.Passed);
}
