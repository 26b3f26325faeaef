using System.Text.Json.Nodes;

namespace Supertrack.Lab.Records;

/// <summary>A dotted path into a record; a segment that ends in <c>[]</c> passes through every item of a list.</summary>
internal sealed class FieldPath
{
    private readonly Segment[] _parents;

    private FieldPath(Segment[] parents, Segment leaf)
    {
        _parents = parents;
        Leaf = leaf.Name;
    }

    public string Leaf { get; }

    public static FieldPath Parse(string path)
    {
        Segment[] segments = [.. path.Split('.').Select(part => part.EndsWith("[]", StringComparison.Ordinal)
            ? new Segment(part[..^2], true)
            : new Segment(part, false))];
        return new FieldPath(segments[..^1], segments[^1]);
    }

    /// <summary>The value at a path without lists, null where there is none.</summary>
    public static JsonNode? Read(JsonNode? root, string path)
    {
        JsonNode? at = root;
        foreach (string part in path.Split('.'))
        {
            at = at is JsonObject members && members.TryGetPropertyValue(part, out JsonNode? next) ? next : null;
        }

        return at;
    }

    /// <summary>Puts a value at a path without lists; objects on the way are made, other values there are replaced.</summary>
    public static void Write(JsonObject root, string path, JsonNode? value)
    {
        string[] parts = path.Split('.');
        JsonObject at = root;
        foreach (string part in parts[..^1])
        {
            if (at[part] is not JsonObject next)
            {
                at[part] = next = [];
            }

            at = next;
        }

        at[parts[^1]] = value;
    }

    /// <summary>The objects that hold the leaf.</summary>
    public IEnumerable<JsonObject> Holders(JsonObject root)
    {
        IEnumerable<JsonNode?> at = [root];
        foreach (Segment segment in _parents)
        {
            at = at.OfType<JsonObject>().Select(members => members[segment.Name]);
            if (segment.Each)
            {
                at = at.OfType<JsonArray>().SelectMany(items => items);
            }
        }

        return [.. at.OfType<JsonObject>()];
    }

    private readonly record struct Segment(string Name, bool Each);
}
