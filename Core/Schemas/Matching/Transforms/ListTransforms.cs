using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Matching.Transforms;

/// <summary>The only item of a list: the new is a list, the old was its item. A list of several gives null.</summary>
public sealed record Unwrap : Transform
{
    public override JsonNode? Apply(IReadOnlyList<JsonNode?> values) => values[0] is JsonArray { Count: 1 } list ? list[0]?.DeepClone() : null;

    public override Transform Inverse() => new Wrap();

    public override JsonObject ToJson() => new() { ["op"] = "unwrap" };
}

/// <summary>A list of the one new value: the old was a list.</summary>
public sealed record Wrap : Transform
{
    public override JsonNode? Apply(IReadOnlyList<JsonNode?> values) => values[0] is { } value ? new JsonArray(value.DeepClone()) : null;

    public override Transform Inverse() => new Unwrap();

    public override JsonObject ToJson() => new() { ["op"] = "wrap" };
}

/// <summary>Texts put together with a separator: the values of several new paths, or the items of one new list.</summary>
public sealed record Join(string By) : Transform
{
    public override JsonNode? Apply(IReadOnlyList<JsonNode?> values)
    {
        IEnumerable<JsonNode?> parts = values is [JsonArray list] ? list : values;
        var texts = parts.Select(Scalar.Text).Where(t => !string.IsNullOrEmpty(t)).ToList();
        return texts.Count == 0 ? null : string.Join(By, texts);
    }

    public override JsonObject ToJson() => new() { ["op"] = "join", ["by"] = By };
}

/// <summary>One part of a new text that holds several.</summary>
/// <param name="By">What stands between the parts.</param>
/// <param name="Index">Which part, from 0; negative from the end.</param>
/// <param name="Of">Parts at most; what is left stays in the last. 0 is without limit.</param>
public sealed record Part(string By, int Index, int Of) : Transform
{
    public override JsonNode? Apply(IReadOnlyList<JsonNode?> values)
    {
        if (Scalar.Text(values[0]) is not { } text) return null;
        var parts = Of > 0 ? text.Split(By, Of) : text.Split(By);
        var index = Index < 0 ? parts.Length + Index : Index;
        return index >= 0 && index < parts.Length ? parts[index] : null;
    }

    public override JsonObject ToJson() => new() { ["op"] = "part", ["by"] = By, ["index"] = Index, ["of"] = Of };
}

/// <summary>The parts of a new text as a list: the old was a list.</summary>
public sealed record Split(string By) : Transform
{
    public override JsonNode? Apply(IReadOnlyList<JsonNode?> values) =>
        Scalar.Text(values[0]) is { } text ? new JsonArray([.. (text.Length == 0 ? [] : text.Split(By)).Select(p => (JsonNode?)JsonValue.Create(p))]) : null;

    public override Transform Inverse() => new Join(By);

    public override JsonObject ToJson() => new() { ["op"] = "split", ["by"] = By };
}

/// <summary>A transform of every item of a list.</summary>
public sealed record EachItem(Transform Item) : Transform
{
    public override JsonNode? Apply(IReadOnlyList<JsonNode?> values) =>
        values[0] is JsonArray list ? new JsonArray([.. list.Select(v => Item.Apply(v))]) : null;

    public override Transform? Inverse() => Item.Inverse() is { } back ? new EachItem(back) : null;

    public override JsonObject ToJson() => new() { ["op"] = "each", ["item"] = Item.ToJson() };
}
