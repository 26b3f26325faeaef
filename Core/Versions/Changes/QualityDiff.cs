using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Changes;

namespace Supertrack.Core.Versions.Changes;

/// <summary>Quality rules: a rule that went is a promise that no longer holds; a new or changed one refuses other rows.</summary>
internal static class QualityDiff
{
    public static IEnumerable<ArtifactChange> Compare(JsonNode old, JsonNode now) => KeyedChanges.Compare(
        "rule", "rules", (old as JsonObject)?["rules"] ?? old, (now as JsonObject)?["rules"] ?? now, Bump.Major, Bump.Minor, Bump.Minor);
}
