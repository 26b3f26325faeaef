using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Interfaces.Versions;

namespace Supertrack.Grains.Versions;

/// <summary>
/// Changes of one artifact, one after the other. Its state is the version store's own: state, audit entry and what git is to learn are one
/// write there, and every decision is stored before it acts. Reading and hashing are done beside the grain's scheduler.
/// </summary>
public sealed class ArtifactGrain(IVersionStore store, DeploymentRegistry registry, DeploymentEnvironment here, Projection projection) : Grain, IArtifactGrain
{
    public Task<VersionDocument> FreezeAsync(VersionProposal proposal) => GuardedAsync("version.frozen", async artifact =>
    {
        var request = new FreezeRequest
        {
            Artifact = artifact,
            Text = proposal.Content,
            Cases = proposal.Cases,
            Retire = [.. proposal.Retire.Select(one => new RetiredCase(one.Hash, one.Reason))],
            Provenance = new Provenance { Proposer = Proposers.Of(Caller(), proposal.Proposer), Evidence = [.. proposal.Evidence.Select(text => new Evidence("note", text))] },
        };
        return VersionViews.Of(await Task.Run(() => store.FreezeAsync(request, CancellationToken.None)), withText: false);
    });

    public Task<VersionDocument> FreezeStepAsync(VersionProposal proposal) => FreezeAsync(proposal);

    public Task<VersionDocument> DecideAsync(StageRequest request) => request.Action == "rollback"
        ? throw new InvalidRequestException("invalid_action", "A rollback is a call of its own. Use RollbackAsync.")
        : ActAsync(request);

    public Task<VersionDocument> RollbackAsync(StageRequest request) => ActAsync(request with { Action = "rollback" });

    public async Task RequireAsync(string version, string hash)
    {
        var artifact = ArtifactId.Parse(this.GetPrimaryKeyString());
        try
        {
            var loaded = await Task.Run(() => store.LoadAsync(artifact, SemanticVersion.Parse(version), CancellationToken.None));
            if (loaded.Version.Hash != hash)
                throw new ConflictException("version_damaged", $"{artifact} {version} is another content than the one in use. Put it again.");
        }
        catch (VersionException error)
        {
            throw new ConflictException(error.Code, error.Message);
        }
    }

    public async Task<LiveVersion> LiveAsync()
    {
        var artifact = ArtifactId.Parse(this.GetPrimaryKeyString());
        try
        {
            return await Task.Run(() => LiveOfAsync(artifact));
        }
        catch (VersionException error)
        {
            throw new ConflictException(error.Code, error.Message);
        }
    }

    public async Task<string> ContentAsync(string version)
    {
        var artifact = ArtifactId.Parse(this.GetPrimaryKeyString());
        try
        {
            return (await Task.Run(() => store.LoadAsync(artifact, SemanticVersion.Parse(version), CancellationToken.None))).Text;
        }
        catch (VersionException error)
        {
            throw new ConflictException(error.Code, error.Message);
        }
    }

    public async Task<LiveVersion> DeployAsync(string version, string by, string reason)
    {
        var artifact = ArtifactId.Parse(this.GetPrimaryKeyString());
        await GuardedAsync("version.decided", async _ =>
        {
            var activation = await Task.Run(() => registry.DeployAsync(artifact, here.Stage, Guid.NewGuid().ToString("N"), SemanticVersion.Parse(version), by, reason, CancellationToken.None));
            return activation.Done ? VersionViews.Of(artifact, activation) : throw new DeploymentRefusedException("not_activated", $"{artifact} {version} did not become live in {here.Stage.Word()}: {activation.Detail}.");
        });
        return await LiveAsync();
    }

    public async Task ResumeAsync() => await GuardedAsync("version.decided", async artifact =>
    {
        await Task.Run(() => registry.ResumeAsync(artifact, CancellationToken.None));
        return VersionViews.Of(artifact, await store.DeploymentAsync(artifact, CancellationToken.None));
    });

    private async Task<LiveVersion> LiveOfAsync(ArtifactId artifact)
    {
        var state = (await store.DeploymentAsync(artifact, CancellationToken.None))[here.Stage];
        return new LiveVersion
        {
            Environment = here.Stage.Word(),
            Version = state.Live?.ToString(),
            Hash = state.Live is { } live ? (await store.LoadRecordAsync(artifact, live, CancellationToken.None)).Hash : "",
            Decided = state.Live is not null || !state.History.IsDefaultOrEmpty,
            Lock = state.Lock is { } held ? $"{here.Stage.Word()} was locked by {held.By} at {held.At:O} ({held.Reason})" : null,
        };
    }

    private Task<VersionDocument> ActAsync(StageRequest request) => GuardedAsync("version.decided", artifact =>
    {
        var action = new StageAction(
            request.Action, Stages.Parse(request.Environment), request.Version is { } version ? SemanticVersion.Parse(version) : null, Caller().Subject,
            request.Reason, request.AcceptBreaking, request.Override);
        return Task.Run(() => StageActions.DoAsync(registry, artifact, action, Guid.NewGuid().ToString("N"), CancellationToken.None));
    });

    /// <summary>Refusals as errors that cross, and what was done as an event.</summary>
    private async Task<VersionDocument> GuardedAsync(string what, Func<ArtifactId, Task<System.Text.Json.Nodes.JsonObject>> work)
    {
        try
        {
            var artifact = ArtifactId.Parse(this.GetPrimaryKeyString());
            var view = await work(artifact);
            await projection.TellAsync(artifact.Tenant, what, $"artifacts/{artifact.Kind.Word()}/{artifact.Name}", view);
            return new VersionDocument(view.ToJsonString());
        }
        catch (UnknownVersionException error)
        {
            throw new NotFoundException(error.Message);
        }
        catch (InvalidArtifactException error)
        {
            throw new InvalidRequestException(error.Code, error.Message);
        }
        catch (VersionException error)
        {
            throw new ConflictException(error.Code, error.Message);
        }
    }

    private static Caller Caller() => RequestContext.Get(SealedCaller.ContextKey) is SealedCaller claim
        ? claim.Caller
        : throw new AccessDeniedException("The call has no verified caller. Call it through the gateway with an API key.");
}
