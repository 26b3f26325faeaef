using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;

namespace Supertrack.Core.Regression;

/// <summary>Runs the cases of connectors (replayed cassettes), schemas (documents) and prompts (filled in), each within a time.</summary>
/// <param name="limit">The longest that one case may take.</param>
public sealed class RegressionSuite(TimeProvider clock, TimeSpan limit) : IRegressionSuite
{
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(30);

    public bool Runs(ArtifactKind kind) => kind is ArtifactKind.Connector or ArtifactKind.Schema or ArtifactKind.Prompt;

    public async Task<CaseResult> RunAsync(FrozenArtifact artifact, string hash, string @case, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        ArgumentNullException.ThrowIfNull(@case);
        using var late = new CancellationTokenSource(limit, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        var name = hash[..12];
        try
        {
            var json = JsonNode.Parse(@case) as JsonObject ?? throw new FormatException("it is no JSON object");
            name = json["name"] is JsonValue given && given.TryGetValue<string>(out var text) && text.Length > 0 ? text : name;
            var difference = artifact.Version.Artifact.Kind switch
            {
                ArtifactKind.Connector => await ManifestReplay.RunAsync(artifact, Regression.ReplayCase.Parse(@case), ending.Token),
                ArtifactKind.Schema => SchemaCase.Run(artifact.Text, json),
                ArtifactKind.Prompt => PromptCase.Run(artifact.Text, json),
                var kind => throw new FormatException($"nothing can run cases of kind {kind.Word()}"),
            };
            return new CaseResult(name, hash, difference is null, difference ?? "");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new CaseResult(name, hash, false, $"it took longer than {limit.TotalSeconds:0} s");
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            return new CaseResult(name, hash, false, $"the case cannot be run: {error.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>A case of a connector out of what was read: the exchanges, masked, and the records.</summary>
    /// <param name="config">What the manifest needs to be replayed; placeholders instead of secrets.</param>
    /// <param name="cassette">Lines of a cassette.</param>
    public static string ReplayCase(string name, string stream, JsonObject config, JsonObject? state, DateTimeOffset now, IEnumerable<JsonNode> cassette, IEnumerable<JsonNode> records) =>
        Regression.ReplayCase.Write(name, stream, config, state, now, cassette, records);
}
