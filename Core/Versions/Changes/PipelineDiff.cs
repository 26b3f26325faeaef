using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Changes;

namespace Supertrack.Core.Versions.Changes;

/// <summary>
/// Pipelines: a removed step, input or output breaks those who feed or read it; a changed step may give other rows; the rest is how it runs.
/// </summary>
internal static class PipelineDiff
{
    public static IEnumerable<ArtifactChange> Compare(JsonNode old, JsonNode now)
    {
        if (old is not JsonObject before || now is not JsonObject after) return KeyedChanges.Compare("step", "steps", old, now, Bump.Major, Bump.Minor, Bump.Minor);
        return
        [
            .. KeyedChanges.Compare("step", "steps", before["steps"], after["steps"], Bump.Major, Bump.Minor, Bump.Minor),
            .. KeyedChanges.Compare("input", "inputs", before["inputs"], after["inputs"], Bump.Minor, Bump.Major, Bump.Minor),
            .. KeyedChanges.Compare("output", "outputs", before["outputs"], after["outputs"], Bump.Major, Bump.Minor, Bump.Minor),
            .. before["schema"] is JsonObject a && after["schema"] is JsonObject b ? ArtifactDiff.Schema(a, b, "schema") : [],
        ];
    }
}
