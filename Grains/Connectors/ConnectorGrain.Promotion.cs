using Supertrack.Core.Healing.Rollout;
using Supertrack.Core.Syncing;
using Supertrack.Grains.Interfaces.Agents;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Interfaces.Versions;

namespace Supertrack.Grains.Connectors;

/// <summary>The step from candidate to live version: it passes what versions before it passed, and is frozen with what broke as a case.</summary>
public sealed partial class ConnectorGrain
{
    /// <summary>What the end of a run says about the repair: a candidate that would be promoted is held against the cases of the versions before it first.</summary>
    private async Task<EndedRun> ProvedAsync(RunState run)
    {
        var ended = Ended(run);
        if (!ended.Succeeded || state.State.Repair is not { Stage: RepairStage.Canary } repair || repair.Run != run.Number || repair.CleanRuns + 1 < repairs.CleanRuns)
            return ended;
        var candidate = Kept(repair.Candidate!.Value);
        var proof = await Worker().ProveAsync(new ProofOrder
        {
            Source = Order(candidate.Version),
            Repair = repair.Number,
            Streams = [.. repair.Streams],
            Run = run.Number,
            Reason = $"the API answers otherwise since repair {repair.Number}: {repair.Cause}",
        });
        if (!proof.Failed.IsEmpty)
            return ended with { Succeeded = false, Failure = $"version {candidate.Version} fails what versions before it passed: {string.Join("; ", proof.Failed)}" };
        await FreezeProvedAsync(candidate, repair, proof);
        return ended;
    }

    /// <summary>Freezes a manifest that a person put, without those cases that it does not pass: who puts it decides about them, and the record says so.</summary>
    private async Task<ConnectorSource> FrozenByPersonAsync(ConnectorSource next, ConnectorState present, string config, string by)
    {
        var manifest = next.Versions[^1];
        if (manifest.Frozen.Length > 0)
            return next;
        var proof = await Worker().ProveAsync(new ProofOrder
        {
            Source = new SourceOrder { Tenant = _tenant, Connector = _id, Manifest = manifest.Text, Config = config },
            Streams = [.. present.Streams.Select(stream => stream.Name)],
            Reason = $"{by} put another manifest",
        });
        return await FrozenAsync(next, manifest, new VersionProposal { Content = manifest.Text, Proposer = Proposed(by), Evidence = ["its streams could be listed"], Retire = proof.Retire });
    }

    private async Task FreezeProvedAsync(ManifestVersion candidate, RepairState repair, Proof proof)
    {
        try
        {
            source.State = await FrozenAsync(source.State, candidate, new VersionProposal
            {
                Content = candidate.Text,
                Proposer = "rule " + candidate.Origin,
                Evidence = [$"{repair.Class}: {repair.Cause}", $"{repair.CleanRuns + 1} clean runs", .. proof.Without.Length > 0 ? new[] { "without a new case: " + proof.Without } : []],
                Cases = proof.Cases,
                Retire = proof.Retire,
            });
            await source.WriteStateAsync();
        }
        catch (RefusedException error)
        {
            // It has read: a connector must not stand still because its text has no canonical form. The next run tries again.
            GrainLog.NotFrozen(log, this.GetPrimaryKeyString(), candidate.Version, error.Message);
        }
    }
}
