using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Core.Regression;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;
using Supertrack.Stores.Versions;
using Supertrack.Stores.Versions.Git;

namespace Supertrack.Cli.Versions;

/// <summary>Versions in a folder. What was changed is written into the tenant's repository before the command ends.</summary>
internal sealed class LocalVersions : IVersionControl, IVersionAlarm
{
    private readonly Invocation _call;
    private readonly string _by;
    private readonly DeploymentRegistry _registry;
    private readonly ActivationChecks _checks;

    public LocalVersions(Invocation call, string folder, string by)
    {
        (_call, _by) = (call, by);
        Store = new VersionFolder(folder, this, call.Terminal.Clock);
        _checks = new ActivationChecks(Store, new RegressionSuite(call.Terminal.Clock, RegressionSuite.DefaultLimit), DeploymentPolicy.Default);
        _registry = new DeploymentRegistry(Store, _checks, call.Terminal.Clock);
    }

    public VersionFolder Store { get; }

    public async IAsyncEnumerable<JsonNode?> ArtifactsAsync(string tenant, [EnumeratorCancellation] CancellationToken cancellation)
    {
        const int Page = 500;
        ArtifactId? after = null;
        while (await Store.ListLatestAsync(tenant, after, Page, cancellation) is { Count: > 0 } page)
        {
            foreach (VersionSummary one in page)
            {
                yield return VersionViews.Of(one);
            }

            after = page[^1].Artifact;
        }
    }

    public async IAsyncEnumerable<JsonNode?> VersionsAsync(ArtifactId artifact, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (VersionSummary one in await Store.ListAsync(artifact, cancellation))
        {
            yield return VersionViews.Of(one);
        }
    }

    public async Task<JsonObject> ShowAsync(ArtifactId artifact, SemanticVersion? version, CancellationToken cancellation) =>
        VersionViews.Of(await Store.LoadAsync(artifact, version, cancellation), withText: true);

    public async Task<JsonObject> DiffAsync(ArtifactId artifact, SemanticVersion from, SemanticVersion to, CancellationToken cancellation) =>
        VersionViews.Diff(await Store.LoadAsync(artifact, from, cancellation), await Store.LoadAsync(artifact, to, cancellation), await _checks.PathAsync(artifact, from, to, cancellation));

    public async Task<JsonObject> FreezeAsync(FreezeOrder order, CancellationToken cancellation)
    {
        var request = new FreezeRequest
        {
            Artifact = order.Artifact,
            Text = order.Text,
            Cases = [.. order.Cases],
            Retire = [.. order.Retire],
            Provenance = new Provenance { Proposer = new Proposer(ProposerKind.Person, _by), Evidence = [.. order.Evidence.Select(text => new Evidence("note", text))] },
        };
        FrozenArtifact frozen = await Store.FreezeAsync(request, cancellation);
        await MirrorAsync(order.Artifact.Tenant, cancellation);
        return VersionViews.Of(frozen, withText: false);
    }

    public async IAsyncEnumerable<JsonNode?> VerifyAsync(ArtifactId artifact, SemanticVersion? version, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (CheckedVersion one in await VersionCheck.RunAsync(Store, artifact, version, cancellation))
        {
            yield return VersionViews.Of(one);
        }
    }

    public async Task<JsonObject> StatusAsync(ArtifactId artifact, CancellationToken cancellation) =>
        VersionViews.Of(artifact, await Store.DeploymentAsync(artifact, cancellation));

    public async Task<JsonObject> DoAsync(StageOrder order, CancellationToken cancellation)
    {
        var action = new StageAction(order.Action, order.Stage, order.Version, _by, order.Reason, order.AcceptBreaking, order.Override);
        JsonObject outcome = await StageActions.DoAsync(_registry, order.Artifact, action, Guid.NewGuid().ToString("N"), cancellation);
        await MirrorAsync(order.Artifact.Tenant, cancellation);
        return outcome;
    }

    public async IAsyncEnumerable<JsonNode?> LogAsync(ArtifactId artifact, int limit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (RegistryEntry entry in await Store.AuditAsync(artifact, limit, cancellation))
        {
            yield return VersionViews.Of(artifact, entry);
        }
    }

    public void Raise(VersionDamage damage) => _call.Note(
        $"alarm: {damage.Artifact} {damage.Version}: {damage.Finding} ({damage.Where}); {(damage.Repaired ? "repaired from the repository" : "not repaired")}");

    public async Task MirrorAsync(string tenant, CancellationToken cancellation)
    {
        try
        {
            await new GitMirror(Store).WriteAsync(tenant, cancellation);
        }
        catch (GitException error)
        {
            // It stands in the store, and the next command writes it: only the copy is late.
            _call.Note($"note: not yet in the repository: {error.Message}");
        }
    }

    public ValueTask DisposeAsync()
    {
        Store.Dispose();
        return ValueTask.CompletedTask;
    }
}
