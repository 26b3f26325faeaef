using System.Text.Json.Nodes;
using Supertrack.Core.Versions;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Versions;

namespace Supertrack.Grains.Connectors;

/// <summary>Manifests as frozen versions: what a run reads with is what was frozen, or the run does not start.</summary>
public sealed partial class ConnectorGrain
{
    /// <summary>Freezes the newest manifest before this grain stores it; one that is frozen stays as it is.</summary>
    /// <param name="evidence">Reasons to believe that it is right.</param>
    /// <exception cref="Interfaces.Errors.InvalidRequestException">The manifest has no canonical form; the message says why.</exception>
    private async Task<ConnectorSource> FrozenAsync(ConnectorSource next, string proposer, params string[] evidence)
    {
        var newest = next.Versions[^1];
        if (newest.Frozen.Length > 0)
            return next;
        var document = await Artifact().FreezeStepAsync(new VersionProposal { Content = newest.Text, Proposer = proposer, Evidence = [.. evidence] });
        var frozen = JsonNode.Parse(document.Json)!;
        return next with
        {
            Versions = next.Versions.SetItem(next.Versions.Length - 1, newest with { Frozen = (string)frozen["version"]!, FrozenHash = (string)frozen["hash"]! }),
        };
    }

    /// <exception cref="Interfaces.Errors.ConflictException">The frozen version behind the manifest is damaged, or another one.</exception>
    private async Task<ManifestVersion> IntactAsync(int version)
    {
        var manifest = Kept(version);
        Definitions.RequireIntact(manifest, _id);
        // Manifests of repairs are frozen when they are promoted.
        if (manifest.Frozen.Length > 0)
            await Artifact().RequireAsync(manifest.Frozen, manifest.FrozenHash);
        return manifest;
    }

    private static string Proposed(string by) => "person " + by;

    private IArtifactGrain Artifact()
    {
        seal.ActAsPlatform(_tenant, "connector/" + _id);
        return GrainFactory.GetGrain<IArtifactGrain>(new ArtifactId(_tenant, ArtifactKind.Connector, _id).ToString());
    }
}
