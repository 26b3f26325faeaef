using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Changes;
using Supertrack.Core.Versions.Canonical;

namespace Supertrack.Core.Versions.Changes;

/// <summary>What changed between two contents of one kind, judged by those who rely on it.</summary>
public static class ArtifactDiff
{
    /// <summary>Empty when the contents are the same; otherwise at least one change.</summary>
    public static IReadOnlyList<ArtifactChange> Compare(ArtifactContent old, ArtifactContent now)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(now);
        if (old.Hash == now.Hash) return [];
        List<ArtifactChange> found = (old.Json, now.Json, now.Kind) switch
        {
            (JsonObject a, JsonObject b, ArtifactKind.Connector) => [.. ManifestDiff.Compare(a, b)],
            (JsonObject a, JsonObject b, ArtifactKind.Schema) => [.. Schema(a, b, "")],
            (_, _, ArtifactKind.Prompt) => [.. PromptDiff.Compare(old.Text, now.Text)],
            ({ } a, { } b, ArtifactKind.Pipeline) => [.. PipelineDiff.Compare(a, b)],
            ({ } a, { } b, ArtifactKind.Quality) => [.. QualityDiff.Compare(a, b)],
            ({ } a, { } b, ArtifactKind.Graph) => [.. GraphDiff.Compare(a, b)],
            _ => [],
        };
        // Something differs that nobody relies on by name.
        if (found.Count == 0) found.Add(new ArtifactChange("content_changed", "", Bump.Patch, ""));
        return found;
    }

    /// <summary>The largest part that any of the changes raises; patch when there is none.</summary>
    public static Bump BumpOf(IEnumerable<ArtifactChange> changes) => changes.Select(change => change.Bump).DefaultIfEmpty(Bump.Patch).Max();

    internal static IEnumerable<ArtifactChange> Schema(JsonObject old, JsonObject now, string path)
    {
        foreach (var change in SchemaDiff.Compare(old, now).Changes)
        {
            var json = change.ToJson();
            var where = path.Length == 0 ? change.Path : change.Path.Length == 0 ? path : $"{path}.{change.Path}";
            yield return new ArtifactChange((string)json["kind"]!, where, change.Breaking ? Bump.Major : Bump.Minor, Detail(json["old"], json["new"]));
        }
    }

    internal static string Detail(JsonNode? old, JsonNode? now) => (old, now) switch
    {
        (null, null) => "",
        (null, _) => Short(now),
        (_, null) => "was " + Short(old),
        _ => $"{Short(old)} to {Short(now)}",
    };

    private static string Short(JsonNode node) => node.ToJsonString() is { Length: <= 80 } text ? text : node.ToJsonString()[..77] + "...";
}
