using System.Collections.Immutable;
using Supertrack.Core.Schemas.Changes;
using Supertrack.Core.Versions.Canonical;
using Supertrack.Core.Versions.Changes;

namespace Supertrack.Core.Versions.Deployments;

/// <summary>Which environments ask for cases.</summary>
/// <param name="CasesNeeded">Environments where a version without any case is refused, for kinds whose cases can be run. Default prod.</param>
public sealed record DeploymentPolicy(ImmutableArray<Stage> CasesNeeded)
{
    public static DeploymentPolicy Default { get; } = new([Stage.Prod]);
}

/// <summary>Gathers what the gate decides on: the stored version as it is, the way from the live one, and its suite.</summary>
public sealed class ActivationChecks(IVersionStore store, IRegressionSuite suite, DeploymentPolicy policy)
{
    public async Task<ActivationFindings> RunAsync(ArtifactId artifact, Stage stage, SemanticVersion? live, SemanticVersion wanted, CancellationToken cancellationToken)
    {
        try
        {
            var target = await store.LoadAsync(artifact, wanted, cancellationToken);
            var present = live is { } version && version != wanted ? await store.LoadAsync(artifact, version, cancellationToken) : null;
            var way = present is null ? [] : await WayAsync(artifact, present.Version.Version, wanted, cancellationToken);
            var cases = CasesOf(target.Version, present?.Version, way);
            return new ActivationFindings
            {
                Path = present is null ? [] : Steps(way, present.Version.Version, wanted),
                Breaking = present is null ? [] : Breaking(present, target),
                Suite = await SuiteAsync(target, cases, cancellationToken),
                CasesMissing = cases.Count == 0 && policy.CasesNeeded.Contains(stage) && suite.Runs(artifact.Kind),
            };
        }
        catch (TamperedVersionException damage)
        {
            return new ActivationFindings { Damage = damage.Finding };
        }
    }

    /// <summary>Every version on the way from one to another, with its own changes; backwards for an older one.</summary>
    public async Task<ImmutableArray<UpgradeStep>> PathAsync(ArtifactId artifact, SemanticVersion from, SemanticVersion to, CancellationToken cancellationToken) =>
        Steps(await WayAsync(artifact, from, to, cancellationToken), from, to);

    /// <summary>What the live version passes the next one passes too, unless a signed record on the way says why not.</summary>
    internal static IReadOnlyList<string> CasesOf(FrozenVersion target, FrozenVersion? live, IReadOnlyList<FrozenVersion> way)
    {
        if (live is null || target.Version < live.Version) return target.Cases;
        var retired = way.Where(step => step.Version > live.Version).SelectMany(step => step.Retired).Select(one => one.Hash).ToHashSet();
        return [.. target.Cases.Concat(live.Cases.Where(one => !retired.Contains(one))).Distinct()];
    }

    private async Task<IReadOnlyList<FrozenVersion>> WayAsync(ArtifactId artifact, SemanticVersion from, SemanticVersion to, CancellationToken cancellationToken)
    {
        var (low, high) = from < to ? (from, to) : (to, from);
        var way = new List<FrozenVersion>();
        foreach (var one in (await store.ListAsync(artifact, cancellationToken)).Where(one => one.Version >= low && one.Version <= high).OrderBy(one => one.Version))
            way.Add(await store.LoadRecordAsync(artifact, one.Version, cancellationToken));
        return way;
    }

    private static ImmutableArray<UpgradeStep> Steps(IReadOnlyList<FrozenVersion> way, SemanticVersion from, SemanticVersion to)
    {
        var steps = way.Zip(way.Skip(1), (a, b) => from < to ? Step(a.Version, b.Version, b) : Step(b.Version, a.Version, b));
        return [.. from < to ? steps : steps.Reverse()];
    }

    private static UpgradeStep Step(SemanticVersion from, SemanticVersion to, FrozenVersion newer) => new(from, to, to.BumpFrom(from), newer.Changes);

    private static ImmutableArray<ArtifactChange> Breaking(FrozenArtifact live, FrozenArtifact target)
    {
        // The signed record of the next version says what it changes.
        if (target.Version.Parents is [var parent, ..] && parent == live.Id) return [.. target.Version.Changes.Where(change => change.Bump == Bump.Major)];
        var changes = ArtifactDiff.Compare(ArtifactContent.Parse(live.Version.Artifact.Kind, live.Text), ArtifactContent.Parse(target.Version.Artifact.Kind, target.Text));
        return [.. changes.Where(change => change.Bump == Bump.Major)];
    }

    private async Task<ImmutableArray<CaseResult>> SuiteAsync(FrozenArtifact target, IReadOnlyList<string> cases, CancellationToken cancellationToken)
    {
        var results = ImmutableArray.CreateBuilder<CaseResult>();
        foreach (var hash in cases)
        {
            var text = await store.LoadCaseAsync(target.Version.Artifact, hash, cancellationToken);
            results.Add(suite.Runs(target.Version.Artifact.Kind)
                ? await suite.RunAsync(target, hash, text, cancellationToken)
                : new CaseResult(hash[..12], hash, false, $"nothing can run cases of kind {target.Version.Artifact.Kind.Word()}"));
        }
        return results.ToImmutable();
    }
}
