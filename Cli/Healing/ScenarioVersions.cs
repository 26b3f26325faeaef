using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Core.Healing;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Canonical;
using Supertrack.Stores.Versions;

namespace Supertrack.Cli.Healing;

/// <summary>Freezes what a scenario is read with, before and after it was healed: in the folder <c>versions</c> of the store, or in one that goes with the command.</summary>
internal sealed class ScenarioVersions : IVersionAlarm, IDisposable
{
    private const string Tenant = "heal";
    private const int MostCharacters = 100;

    private readonly Invocation _call;
    private readonly string? _temporary;
    private readonly VersionFolder _store;

    /// <param name="folder">That of <c>--store</c>; null for none.</param>
    public ScenarioVersions(Invocation call, string? folder)
    {
        _call = call;
        _temporary = folder is null ? Directory.CreateTempSubdirectory("supertrack-versions-").FullName : null;
        _store = new VersionFolder(_temporary ?? Path.Combine(folder!, "versions"), this, call.Terminal.Clock);
    }

    /// <summary>The member <c>version</c> of the report.</summary>
    public async Task<JsonObject> FreezeAsync(ScenarioCase given, HealingResult result, CancellationToken cancellation)
    {
        var artifact = new ArtifactId(Tenant, ArtifactKind.Connector, NameOf(given.Name));
        try
        {
            var from = await KnownAsync(artifact, given.Manifest, cancellation)
                ?? await FreezeAsync(artifact, given.Manifest, new Proposer(ProposerKind.Import, given.Name), "version 0 of the scenario was read with it", cancellation);
            var to = result.Outcome != HealingOutcome.Healed
                ? from
                : await FreezeAsync(artifact, YamlText.Write(result.Manifest), new Proposer(ProposerKind.Rule, "heal " + given.Name), result.Trail.LastOrDefault(line => line.StartsWith("promoted", StringComparison.Ordinal)) ?? result.Cause, cancellation);
            return new JsonObject { ["from"] = from, ["to"] = to, ["frozen"] = true };
        }
        catch (InvalidArtifactException error)
        {
            _call.Note($"{given.Name}: its manifest could not be frozen: {error.Message}");
            return new JsonObject { ["from"] = null, ["to"] = null, ["frozen"] = false };
        }
    }

    public void Raise(VersionDamage damage) =>
        _call.Note($"{damage.Artifact} {damage.Version}: {damage.What} in {damage.Where} is not what was frozen: {damage.Finding}");

    public void Dispose()
    {
        _store.Dispose();
        if (_temporary is not null) Directory.Delete(_temporary, recursive: true);
    }

    // A store that has seen the scenario before has frozen its first manifest already.
    private async Task<string?> KnownAsync(ArtifactId artifact, string manifest, CancellationToken cancellation)
    {
        var hash = ArtifactContent.Parse(ArtifactKind.Connector, manifest).Hash;
        return (await _store.ListAsync(artifact, cancellation)).FirstOrDefault(one => one.Hash == hash)?.Version.ToString();
    }

    private async Task<string> FreezeAsync(ArtifactId artifact, string manifest, Proposer proposer, string evidence, CancellationToken cancellation)
    {
        var request = new FreezeRequest { Artifact = artifact, Text = manifest, Provenance = new Provenance { Proposer = proposer, Evidence = [new Evidence("trial", evidence)] } };
        return (await _store.FreezeAsync(request, cancellation)).Version.Version.ToString();
    }

    private static string NameOf(string scenario)
    {
        var plain = new string([.. scenario.ToLowerInvariant().Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : '-')]).Trim('-');
        return plain.Length == 0 ? "scenario" : plain.Length > MostCharacters ? plain[..MostCharacters].TrimEnd('-') : plain;
    }
}
