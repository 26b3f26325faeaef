using System.Text.RegularExpressions;
using Supertrack.Core.Schemas.Changes;

namespace Supertrack.Core.Versions.Changes;

/// <summary>Prompts: whoever fills one in relies on its placeholders (<c>{{ name }}</c> or <c>{name}</c>); other words are another wording.</summary>
internal static partial class PromptDiff
{
    public static IEnumerable<ArtifactChange> Compare(string old, string now)
    {
        var (before, after) = (Placeholders(old), Placeholders(now));
        foreach (var name in before.Except(after)) yield return new ArtifactChange("placeholder_removed", name, Bump.Major, "");
        foreach (var name in after.Except(before)) yield return new ArtifactChange("placeholder_added", name, Bump.Major, "it must be filled in now");
        if (PlaceholderPattern().Replace(old, "") != PlaceholderPattern().Replace(now, "")) yield return new ArtifactChange("wording_changed", "", Bump.Minor, "");
    }

    private static SortedSet<string> Placeholders(string text) =>
        new(PlaceholderPattern().Matches(text).Select(match => match.Groups["name"].Value), StringComparer.Ordinal);

    [GeneratedRegex(@"\{\{\s*(?<name>[A-Za-z_][\w.]*)\s*\}\}|(?<!\{)\{(?<name>[A-Za-z_]\w*)\}(?!\})")]
    private static partial Regex PlaceholderPattern();
}
