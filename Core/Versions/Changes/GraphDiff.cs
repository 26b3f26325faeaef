using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Changes;

namespace Supertrack.Core.Versions.Changes;

/// <summary>Graph mappings: queries name labels and relationships, and merge on keys.</summary>
internal static class GraphDiff
{
    public static IEnumerable<ArtifactChange> Compare(JsonNode old, JsonNode now)
    {
        foreach (var (list, word) in new[] { ("nodes", "node"), ("relationships", "relationship") })
        {
            var (before, after) = ((old as JsonObject)?[list], (now as JsonObject)?[list]);
            foreach (var change in KeyedChanges.Compare(word, list, before, after, Bump.Major, Bump.Minor, null)) yield return change;
            var others = KeyedChanges.Named(after);
            foreach (var (name, value) in KeyedChanges.Named(before))
            {
                if (!others.TryGetValue(name, out var other) || JsonNode.DeepEquals(value, other)) continue;
                var path = $"{list}.{name}";
                if (!JsonNode.DeepEquals((value as JsonObject)?["key"], (other as JsonObject)?["key"])) yield return new ArtifactChange("key_changed", path, Bump.Major, "");
                var properties = KeyedChanges.Compare("property", path, (value as JsonObject)?["properties"], (other as JsonObject)?["properties"], Bump.Major, Bump.Minor, Bump.Patch);
                foreach (var change in properties) yield return change;
            }
        }
    }
}
