using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Cassettes;
using Supertrack.Core.Versions;

namespace Supertrack.Core.Regression;

/// <summary>Reads a stream with a manifest from a cassette, no socket opened, and compares every record with those expected, in their order.</summary>
internal static class ManifestReplay
{
    private const int MostShown = 160;

    /// <summary>What differs, one line; null when nothing does.</summary>
    public static async Task<string?> RunAsync(FrozenArtifact artifact, ReplayCase given, CancellationToken cancellationToken)
    {
        var clock = new ReplayClock(given.Now);
        var place = $"{artifact.Version.Artifact.Name} {artifact.Version.Version}";
        try
        {
            var source = DeclarativeSource.Parse(artifact.Text, place).Open((JsonObject)given.Config.DeepClone(), new ReplayTransport(given.Cassette), clock);
            return await CompareAsync(source, given, cancellationToken);
        }
        catch (ConnectorException error)
        {
            return error.Message.ReplaceLineEndings(" ");
        }
    }

    /// <summary>The records that a manifest reads from a case's cassette.</summary>
    /// <exception cref="ConnectorException">It cannot be read with it.</exception>
    public static async Task<IReadOnlyList<JsonNode>> RecordsAsync(string manifest, ReplayCase given, CancellationToken cancellationToken)
    {
        var source = DeclarativeSource.Parse(manifest, given.Name).Open((JsonObject)given.Config.DeepClone(), new ReplayTransport(given.Cassette), new ReplayClock(given.Now));
        var records = new List<JsonNode>();
        await foreach (var page in source.ReadAsync(Request(given), cancellationToken))
            records.AddRange(Encoding.UTF8.GetString(page.Lines.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!));
        return records;
    }

    private static async Task<string?> CompareAsync(OpenedSource source, ReplayCase given, CancellationToken cancellationToken)
    {
        var at = 0;
        await foreach (var page in source.ReadAsync(Request(given), cancellationToken))
        {
            foreach (var line in Encoding.UTF8.GetString(page.Lines.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (at == given.Records.Count) return $"more than the {given.Records.Count} records expected came; the next is {Short(line)}";
                if (!JsonNode.DeepEquals(JsonNode.Parse(line), given.Records[at])) return $"record {at} is {Short(line)} where {Short(given.Records[at]?.ToJsonString() ?? "null")} is expected";
                at++;
            }
        }
        return at == given.Records.Count ? null : $"{at} records came where {given.Records.Count} are expected";
    }

    private static StreamReadRequest Request(ReplayCase given) =>
        new() { Stream = given.Stream, State = given.State, SyncMode = given.State is null ? SyncMode.FullRefresh : SyncMode.Incremental, MaxPages = given.Pages };

    private static string Short(string text) => text.Length > MostShown ? text[..MostShown] + "..." : text;
}
