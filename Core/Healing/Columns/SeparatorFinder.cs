using System.Text.Json.Nodes;

namespace Supertrack.Core.Healing.Columns;

/// <summary>Finds what stands between the items of a list that is written as one text.</summary>
internal static class SeparatorFinder
{
    public static IReadOnlyList<string> Usual { get; } = [" ", ", ", ",", "-", "_", "/", ":", "|", ";", "@", ".", "; ", " | ", " / "];

    /// <summary>Separators that make the text of each list that has two items at least; a few rows are looked at.</summary>
    public static IEnumerable<string> Of(IEnumerable<(string Text, JsonArray? List)> pairs)
    {
        var several = pairs.Where(pair => pair.List is { Count: > 1 } list && list.All(item => item is JsonValue)).Take(5).ToList();
        return several.Count == 0 ? [] : Usual.Where(by => several.Exists(pair => string.Join(by, pair.List!.Select(item => item!.ToString())) == pair.Text));
    }
}
