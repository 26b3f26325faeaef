using System.Text.Json.Nodes;
using Supertrack.Core.Versions;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Interfaces.Versions;

namespace Supertrack.Grains.Connectors;

/// <summary>Manifests as frozen versions: what a run reads with is what was frozen, or the run does not start.</summary>
public sealed partial class ConnectorGrain
{
    /// <summary>Freezes the newest manifest before this grain stores it; one that is frozen stays as it is.</summary>
    /// <param name="evidence">Reasons to believe that it is right.</param>
    /// <exception cref="InvalidRequestException">The manifest has no canonical form; the message says why.</exception>
    private Task<ConnectorSource> FrozenAsync(ConnectorSource next, string proposer, params string[] evidence) => FrozenAsync(next, next.Versions[^1], proposer, evidence);

    private Task<ConnectorSource> FrozenAsync(ConnectorSource next, ManifestVersion manifest, string proposer, params string[] evidence) =>
        FrozenAsync(next, manifest, new VersionProposal { Content = manifest.Text, Proposer = proposer, Evidence = [.. evidence] });

    private async Task<ConnectorSource> FrozenAsync(ConnectorSource next, ManifestVersion manifest, VersionProposal proposal)
    {
        if (manifest.Frozen.Length > 0)
            return next;
        var document = await Artifact().FreezeStepAsync(proposal);
        var frozen = JsonNode.Parse(document.Json)!;
        return next with
        {
            Versions = next.Versions.Replace(manifest, manifest with { Frozen = (string)frozen["version"]!, FrozenHash = (string)frozen["hash"]! }),
        };
    }

    /// <exception cref="ConflictException">The frozen version behind the manifest is damaged, or another one.</exception>
    private async Task<ManifestVersion> IntactAsync(int version)
    {
        var manifest = Kept(version);
        Definitions.RequireIntact(manifest, _id);
        if (manifest.Frozen.Length > 0)
            await Artifact().RequireAsync(manifest.Frozen, manifest.FrozenHash);
        else if (manifest.Version == state.State.ManifestVersion)
            await CatchUpAsync(manifest);
        return source.State.Find(manifest.Version) ?? manifest;
    }

    /// <summary>Freezes a live manifest that is not yet: one that a repair brought and its canary proved, or one of before there were frozen versions.</summary>
    private async Task CatchUpAsync(ManifestVersion manifest)
    {
        try
        {
            source.State = await FrozenAsync(source.State, manifest, "rule " + manifest.Origin, $"live as {manifest.Origin} left it");
            await source.WriteStateAsync();
        }
        catch (InvalidRequestException error)
        {
            // It was accepted and read with before: a connector must not stand still because its text has no canonical form.
            GrainLog.NotFrozen(log, this.GetPrimaryKeyString(), manifest.Version, error.Message);
        }
    }

    private static string Proposed(string by) => "person " + by;

    private IArtifactGrain Artifact()
    {
        seal.ActAsPlatform(_tenant, "connector/" + _id);
        return GrainFactory.GetGrain<IArtifactGrain>(new ArtifactId(_tenant, ArtifactKind.Connector, _id).ToString());
    }
}
