using System.Text.Json.Nodes;
using Supertrack.Cli.Remote;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;

namespace Supertrack.Cli.Versions;

/// <summary>Versions on a server.</summary>
internal sealed class RemoteVersions(Gateway gateway) : IVersionControl
{
    public IAsyncEnumerable<JsonNode?> ArtifactsAsync(string tenant, CancellationToken cancellation) =>
        gateway.ItemsAsync(Gateway.Path("tenants", tenant, "artifacts"), int.MaxValue, cancellation);

    public IAsyncEnumerable<JsonNode?> VersionsAsync(ArtifactId artifact, CancellationToken cancellation) => gateway.ItemsAsync(Of(artifact, "versions"), int.MaxValue, cancellation);

    public Task<JsonObject> ShowAsync(ArtifactId artifact, SemanticVersion? version, CancellationToken cancellation) =>
        gateway.GetAsync(Of(artifact, "versions", version?.ToString() ?? "latest"), cancellation);

    public Task<JsonObject> DiffAsync(ArtifactId artifact, SemanticVersion from, SemanticVersion to, CancellationToken cancellation) =>
        gateway.GetAsync(Of(artifact, "diff") + "?" + Query.Of(("from", from.ToString()), ("to", to.ToString())), cancellation);

    public Task<JsonObject> FreezeAsync(FreezeOrder order, CancellationToken cancellation) => gateway.PostAsync(
        Of(order.Artifact, "versions"),
        new JsonObject
        {
            ["content"] = order.Text,
            ["evidence"] = new JsonArray([.. order.Evidence.Select(text => (JsonNode?)text)]),
            ["cases"] = new JsonArray([.. order.Cases.Select(text => JsonNode.Parse(text))]),
            ["retire"] = new JsonArray([.. order.Retire.Select(one => (JsonNode?)new JsonObject { ["hash"] = one.Hash, ["reason"] = one.Reason })]),
        },
        cancellation);

    public IAsyncEnumerable<JsonNode?> VerifyAsync(ArtifactId artifact, SemanticVersion? version, CancellationToken cancellation) =>
        gateway.ItemsAsync(Of(artifact, "verification"), int.MaxValue, cancellation, Query.Of(("version", version?.ToString())));

    public Task<JsonObject> StatusAsync(ArtifactId artifact, CancellationToken cancellation) => gateway.GetAsync(Of(artifact, "deployments"), cancellation);

    public Task<JsonObject> DoAsync(StageOrder order, CancellationToken cancellation) => gateway.PostAsync(
        Of(order.Artifact, "deployments", order.Stage.Word(), order.Action),
        new JsonObject { ["version"] = order.Version?.ToString(), ["reason"] = order.Reason, ["acceptBreaking"] = order.AcceptBreaking, ["override"] = order.Override },
        cancellation);

    public IAsyncEnumerable<JsonNode?> LogAsync(ArtifactId artifact, int limit, CancellationToken cancellation) => gateway.ItemsAsync(Of(artifact, "log"), limit, cancellation);

    public ValueTask DisposeAsync()
    {
        gateway.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Of(ArtifactId artifact, params string[] rest) => Gateway.Path(["tenants", artifact.Tenant, "artifacts", artifact.Kind.Word(), artifact.Name, .. rest]);
}
