using System.Collections.Immutable;
using Supertrack.Core.Healing.Notice;
using Supertrack.Core.Healing.Rollout;
using Supertrack.Core.Syncing;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Interfaces.Versions;

namespace Supertrack.Grains.Connectors;

/// <summary>
/// The registry of deployments says which manifest runs. What was activated or rolled back there is taken up before the next run; what is put here, or
/// what a repair brought, becomes live there before this connector takes it for its own.
/// </summary>
public sealed partial class ConnectorGrain
{
    /// <summary>Registry and connector name the same manifest afterwards; where both moved, the registry is right.</summary>
    /// <exception cref="ConflictException">Nothing is live in this environment, or what is live there cannot run, or the environment is locked.</exception>
    private async Task AgreeAsync()
    {
        var present = state.State;
        var live = await Artifact().LiveAsync();
        if (live.Version is null && live.Decided)
            throw new ConflictException("nothing_live", $"No version of connector {_id} is live in {live.Environment}. Activate one.");
        if (live.Version is not null && (source.State.Find(present.Deployed) is not { } agreed || !Is(agreed, live)))
            await FollowAsync(live);
        else if (present.ManifestVersion != present.Deployed || live.Version is null)
            await TellAsync();
    }

    /// <exception cref="ConflictException">The environment is locked.</exception>
    private async Task RequireOpenAsync(string what)
    {
        if ((await Artifact().LiveAsync()).Lock is { } held)
            throw new ConflictException("locked", $"Connector {_id} cannot {what}: {held}. Unlock the environment, or override it with a second person.");
    }

    /// <summary>Makes a frozen manifest live in the registry, before the connector's own state says so.</summary>
    /// <exception cref="ConflictException">The registry refuses it; the message says why.</exception>
    private async Task DeployAsync(ManifestVersion manifest, string by, string reason)
    {
        if (manifest.Frozen.Length > 0)
            await Artifact().DeployAsync(manifest.Frozen, by, reason);
    }

    /// <summary>
    /// What the end of a run means. A repair that it proves becomes live in the registry first; where the registry refuses it, the repair is escalated and
    /// the version before it stays.
    /// </summary>
    private async Task<ConnectorState> ConcludedAsync(ConnectorState present, RunState run, NoticeDecision noticed)
    {
        var concluded = Concluded(present, run, Doubted(run, noticed) ?? await ProvedAsync(run), noticed);
        if (concluded.Repair is not { Stage: RepairStage.Promoted, Candidate: { } candidate } repair || concluded.ManifestVersion == present.ManifestVersion)
            return concluded;
        try
        {
            source.State = await FrozenAsync(source.State, Kept(candidate), $"rule repair {repair.Number}", repair.Cause.Length > 0 ? repair.Cause : "a whole run read with it and lost nothing");
            await source.WriteStateAsync();
            await DeployAsync(Kept(candidate), "platform:connector/" + _id, $"repair {repair.Number} proved it");
            return concluded with { Deployed = candidate };
        }
        catch (RefusedException refused)
        {
            return With(present, RepairTransitions.Refuse(present.Repair!, refused.Message, clock.GetUtcNow()));
        }
    }

    private async Task TellAsync()
    {
        var manifest = await IntactAsync(state.State.ManifestVersion);
        await DeployAsync(manifest, "platform:connector/" + _id, manifest.Origin == "person" ? "" : manifest.Origin);
        await StoreAsync(state.State with { Deployed = state.State.ManifestVersion });
    }

    private async Task FollowAsync(LiveVersion live)
    {
        var manifest = await TakenUpAsync(live);
        var present = state.State;
        if (manifest.Version == present.ManifestVersion)
        {
            await StoreAsync(present with { Deployed = manifest.Version });
            return;
        }
        var inspection = await Worker().InspectAsync(Order(manifest.Version));
        if (inspection.Failure is { } failure)
            throw new ConflictException("invalid_manifest", $"Version {live.Version} of connector {_id}, live in {live.Environment}, cannot run: {failure.Message} Roll it back, or activate another.");
        await StoreAsync(present with
        {
            ManifestVersion = manifest.Version,
            Deployed = manifest.Version,
            Streams = Chosen(inspection.Streams, present.Streams),
            Version = present.Version + 1,
            Repair = present.Repair is { } repair ? RepairTransitions.Supersede(repair, "the registry", clock.GetUtcNow()) : null,
        });
        GrainLog.Followed(log, this.GetPrimaryKeyString(), live.Environment, live.Version!);
        await AnnounceAsync("connector.changed");
    }

    /// <summary>The kept manifest of a live version; where none is kept, its content is loaded and kept.</summary>
    private async Task<ManifestVersion> TakenUpAsync(LiveVersion live)
    {
        if (source.State.Versions.LastOrDefault(one => Is(one, live)) is { } known)
            return known;
        var text = await Artifact().ContentAsync(live.Version!);
        var next = Definitions.WithVersion(source.State, text, clock.GetUtcNow(), "registry", state.State.ManifestVersion);
        var taken = next.Versions[^1] with { Frozen = live.Version!, FrozenHash = live.Hash };
        source.State = next with { Versions = next.Versions.SetItem(next.Versions.Length - 1, taken) };
        await source.WriteStateAsync();
        return taken;
    }

    /// <summary>Streams that were read are read on; of a connector that reads all, the new ones too.</summary>
    private static ImmutableArray<StreamInfo> Chosen(ImmutableArray<StreamInfo> found, ImmutableArray<StreamInfo> before) =>
        [.. found.Select(stream => stream with { Selected = before.All(one => one.Selected) || before.Any(one => one.Name == stream.Name && one.Selected) })];

    private static bool Is(ManifestVersion manifest, LiveVersion live) => manifest.Frozen == live.Version && manifest.FrozenHash == live.Hash;
}
