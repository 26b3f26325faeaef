using System.Text.Json.Nodes;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;

namespace Supertrack.Cli.Versions;

/// <summary>What is to be frozen.</summary>
/// <param name="Cases">JSON text of each case.</param>
internal sealed record FreezeOrder(ArtifactId Artifact, string Text, IReadOnlyList<string> Evidence, IReadOnlyList<string> Cases, IReadOnlyList<RetiredCase> Retire);

/// <summary>What is to be done to an environment.</summary>
/// <param name="Action">activate, promote, rollback, deactivate, lock, unlock, override or confirm.</param>
/// <param name="Override">The override to confirm.</param>
internal sealed record StageOrder(string Action, ArtifactId Artifact, Stage Stage, SemanticVersion? Version, string Reason, bool AcceptBreaking, string? Override);

/// <summary>Versions and registry, in a folder or on a server; both give the same JSON.</summary>
internal interface IVersionControl : IAsyncDisposable
{
    /// <summary>The latest version of each artifact of a tenant.</summary>
    IAsyncEnumerable<JsonNode?> ArtifactsAsync(string tenant, CancellationToken cancellation);

    /// <summary>The versions of an artifact, newest first.</summary>
    IAsyncEnumerable<JsonNode?> VersionsAsync(ArtifactId artifact, CancellationToken cancellation);

    /// <param name="version">Null for the latest.</param>
    Task<JsonObject> ShowAsync(ArtifactId artifact, SemanticVersion? version, CancellationToken cancellation);

    Task<JsonObject> DiffAsync(ArtifactId artifact, SemanticVersion from, SemanticVersion to, CancellationToken cancellation);

    Task<JsonObject> FreezeAsync(FreezeOrder order, CancellationToken cancellation);

    /// <param name="version">Null for all.</param>
    IAsyncEnumerable<JsonNode?> VerifyAsync(ArtifactId artifact, SemanticVersion? version, CancellationToken cancellation);

    Task<JsonObject> StatusAsync(ArtifactId artifact, CancellationToken cancellation);

    /// <summary>What it led to: <c>done</c>, <c>detail</c> and the environment.</summary>
    Task<JsonObject> DoAsync(StageOrder order, CancellationToken cancellation);

    /// <summary>What was done, newest first.</summary>
    IAsyncEnumerable<JsonNode?> LogAsync(ArtifactId artifact, int limit, CancellationToken cancellation);
}
