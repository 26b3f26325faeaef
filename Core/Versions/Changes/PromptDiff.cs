using Supertrack.Core.Schemas.Changes;

namespace Supertrack.Core.Versions.Changes;

/// <summary>Prompts: whoever fills one in relies on its placeholders; other words are another wording.</summary>
internal static class PromptDiff
{
    public static IEnumerable<ArtifactChange> Compare(string old, string now)
    {
        var (before, after) = (PromptText.Placeholders(old), PromptText.Placeholders(now));
        foreach (var name in before.Except(after)) yield return new ArtifactChange("placeholder_removed", name, Bump.Major, "");
        foreach (var name in after.Except(before)) yield return new ArtifactChange("placeholder_added", name, Bump.Major, "it must be filled in now");
        if (PromptText.Wording(old) != PromptText.Wording(now)) yield return new ArtifactChange("wording_changed", "", Bump.Minor, "");
    }
}
