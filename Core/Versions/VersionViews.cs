using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Versions.Canonical;
using Supertrack.Core.Versions.Changes;
using Supertrack.Core.Versions.Deployments;

namespace Supertrack.Core.Versions;

/// <summary>Versions and registry as JSON for people and programs: the one form of the command line and the gateway.</summary>
public static class VersionViews
{
    public static JsonObject Of(VersionSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return new JsonObject
        {
            ["artifact"] = summary.Artifact.ToString(),
            ["version"] = summary.Version.ToString(),
            ["hash"] = summary.Hash,
            ["record"] = summary.Id,
            ["frozenAt"] = summary.FrozenAt.ToString("O"),
            ["proposer"] = summary.Proposer,
            ["change"] = summary.Change,
        };
    }

    /// <summary>A version with everything that its record says.</summary>
    /// <param name="withText">The content too.</param>
    public static JsonObject Of(FrozenArtifact artifact, bool withText)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        var version = artifact.Version;
        var view = new JsonObject
        {
            ["artifact"] = version.Artifact.ToString(),
            ["version"] = version.Version.ToString(),
            ["tag"] = version.Artifact.Tag(version.Version),
            ["hash"] = version.Hash,
            ["record"] = artifact.Id,
            ["size"] = version.Size,
            ["frozenAt"] = version.FrozenAt.ToString("O"),
            ["change"] = Changelog.Line(version),
            ["changelog"] = Changelog.Entry(version).Trim(),
            ["changes"] = Node(version.Changes),
            ["provenance"] = Node(version.Provenance),
            ["parents"] = Node(version.Parents),
            ["cases"] = Node(version.Cases),
        };
        if (!version.Retired.IsEmpty) view["retired"] = Node(version.Retired);
        if (withText) view["text"] = artifact.Text;
        return view;
    }

    public static JsonObject Of(CheckedVersion one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return new JsonObject { ["artifact"] = one.Artifact.ToString(), ["version"] = one.Version.ToString(), ["hash"] = one.Hash, ["intact"] = one.Finding is null, ["finding"] = one.Finding };
    }

    /// <summary>What changed between two versions, and the way from one to the other.</summary>
    public static JsonObject Diff(FrozenArtifact from, FrozenArtifact to, IEnumerable<UpgradeStep> path)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var kind = from.Version.Artifact.Kind;
        var changes = ArtifactDiff.Compare(ArtifactContent.Parse(kind, from.Text), ArtifactContent.Parse(kind, to.Text));
        return new JsonObject
        {
            ["artifact"] = from.Version.Artifact.ToString(),
            ["from"] = from.Version.Version.ToString(),
            ["to"] = to.Version.Version.ToString(),
            ["bump"] = ArtifactDiff.BumpOf(changes).ToString().ToLowerInvariant(),
            ["changes"] = Node(changes),
            ["path"] = Node(path),
        };
    }

    public static JsonObject Of(ArtifactId artifact, DeploymentState state)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        ArgumentNullException.ThrowIfNull(state);
        var view = new JsonObject { ["artifact"] = artifact.ToString(), ["revision"] = state.Revision };
        foreach (var stage in Stages.All)
        {
            var one = Node(state[stage])!.AsObject();
            one["previous"] = state[stage].Previous?.ToString();
            view[stage.Word()] = one;
        }
        return view;
    }

    public static JsonObject Of(ArtifactId artifact, RegistryEntry entry)
    {
        var view = Node(entry)!.AsObject();
        view["artifact"] = artifact?.ToString();
        return view;
    }

    public static JsonObject Of(ArtifactId artifact, Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return new JsonObject
        {
            ["artifact"] = artifact?.ToString(),
            ["environment"] = activation.Stage.Word(),
            ["version"] = activation.Version.ToString(),
            ["done"] = activation.Done,
            ["detail"] = activation.Detail,
            ["path"] = Node(activation.Findings.Path),
            ["breaking"] = Node(activation.Findings.Breaking),
            ["cases"] = Node(activation.Findings.Suite),
            ["state"] = Node(activation.State[activation.Stage]),
        };
    }

    /// <summary>A decision that needed no checks.</summary>
    public static JsonObject Of(ArtifactId artifact, Decision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return new JsonObject
        {
            ["artifact"] = artifact?.ToString(),
            ["environment"] = decision.Entry.Stage.Word(),
            ["version"] = decision.Entry.Version?.ToString(),
            ["done"] = true,
            ["detail"] = decision.Entry.Action.Replace('_', ' '),
            ["state"] = Node(decision.State[decision.Entry.Stage]),
        };
    }

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, FrozenRecord.Options);
}
