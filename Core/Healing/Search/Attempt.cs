using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Strategies;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Healing.Search;

/// <summary>A manifest that was tried.</summary>
/// <param name="Steps">The proposals that made it, the first first.</param>
/// <param name="Observed">What its trial showed.</param>
public sealed record Attempt(JsonObject Manifest, IReadOnlyList<Proposal> Steps, Observation Observed, Progress Progress)
{
    public IReadOnlyList<PatchOperation> Patch => [.. Steps.SelectMany(step => step.Operations)];
}
