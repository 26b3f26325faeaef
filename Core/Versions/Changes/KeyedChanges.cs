using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Changes;

namespace Supertrack.Core.Versions.Changes;

/// <summary>Compares lists of named things: what went, what came, what is different.</summary>
internal static class KeyedChanges
{
    private static readonly string[] Naming = ["id", "name", "label", "type"];

    /// <param name="word">What one of them is called, e.g. <c>step</c>.</param>
    /// <param name="changed">What a difference of one of them means; null where the caller judges it.</param>
    public static IEnumerable<ArtifactChange> Compare(string word, string path, JsonNode? old, JsonNode? now, Bump removed, Bump added, Bump? changed)
    {
        var (before, after) = (Named(old), Named(now));
        foreach (var (name, value) in before)
        {
            if (!after.TryGetValue(name, out var other)) yield return new ArtifactChange($"{word}_removed", $"{path}.{name}", removed, "");
            else if (changed is { } bump && !JsonNode.DeepEquals(value, other)) yield return new ArtifactChange($"{word}_changed", $"{path}.{name}", bump, "");
        }
        foreach (var name in after.Keys.Where(name => !before.ContainsKey(name))) yield return new ArtifactChange($"{word}_added", $"{path}.{name}", added, "");
    }

    /// <summary>The things by name: members of a map, or items of a list by id, name, label or type, else by their place.</summary>
    public static IReadOnlyDictionary<string, JsonNode?> Named(JsonNode? node)
    {
        var named = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        if (node is JsonObject members)
            foreach (var (name, value) in members) named[name] = value;
        if (node is JsonArray items)
            for (var i = 0; i < items.Count; i++) named.TryAdd(Name(items[i]) is { } name && !named.ContainsKey(name) ? name : $"[{i}]", items[i]);
        return named;
    }

    private static string? Name(JsonNode? item) => item switch
    {
        JsonObject members => Naming.Select(name => members[name] as JsonValue).FirstOrDefault(value => value is not null)?.ToString(),
        JsonValue value => value.ToString(),
        _ => null,
    };
}
