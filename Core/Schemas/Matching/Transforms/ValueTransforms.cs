using System.Globalization;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Matching.Transforms;

/// <summary>The same value in another JSON type.</summary>
/// <param name="To">string, integer, number or boolean: the type of the old value.</param>
/// <param name="Decimals">Digits behind the point of an old text; null as they come.</param>
public sealed record Retype(string To, int? Decimals = null) : Transform
{
    /// <summary>The words for true and false where the old value is a text (`Y`, `N`); null is `true` and `false`.</summary>
    public (string True, string False)? Words { get; init; }

    public override JsonNode? Apply(IReadOnlyList<JsonNode?> values) => values[0] is not { } value ? null : To switch
    {
        "string" when Words is { } words => Scalar.Flag(value) switch { true => words.True, false => words.False, _ => null },
        "string" when Decimals is { } digits => Scalar.Number(value) is { } n ? n.ToString("F" + digits, CultureInfo.InvariantCulture) : null,
        "string" => Scalar.Text(value),
        "integer" => Scalar.Number(value) is { } n && decimal.Truncate(n) == n && n is >= long.MinValue and <= long.MaxValue ? (long)n : Scalar.Flag(value) is { } b ? (b ? 1L : 0L) : null,
        "number" => Scalar.Number(value),
        "boolean" => Scalar.Flag(value),
        _ => null,
    };

    public override JsonObject ToJson()
    {
        var json = new JsonObject { ["op"] = "retype", ["to"] = To };
        if (Decimals is { } digits) json["decimals"] = digits;
        if (Words is { } words) json["words"] = new JsonArray(words.True, words.False);
        return json;
    }
}

/// <summary>A number in another unit: the old is the new times <paramref name="By"/>.</summary>
public sealed record Scale(decimal By) : Transform
{
    public override JsonNode? Apply(IReadOnlyList<JsonNode?> values) => Scalar.Number(values[0]) is { } n ? Scalar.Json(n * By) : null;

    public override Transform Inverse() => new Scale(1 / By);

    public override JsonObject ToJson() => new() { ["op"] = "scale", ["by"] = By };
}

/// <summary>One value of a closed set for another. Keys are the new values as text.</summary>
/// <param name="Values">New value (as text) to old value.</param>
/// <param name="Else">What a value outside the set gives; null gives null.</param>
public sealed record MapValues(IReadOnlyDictionary<string, JsonNode?> Values, JsonNode? Else = null) : Transform
{
    public override JsonNode? Apply(IReadOnlyList<JsonNode?> values) =>
        Scalar.Text(values[0]) is not { } key ? null : Values.TryGetValue(key, out var old) ? old?.DeepClone() : Else?.DeepClone();

    public override Transform? Inverse()
    {
        if (Else is not null) return null;
        var back = new Dictionary<string, JsonNode?>();
        foreach (var (now, old) in Values)
            if (Scalar.Text(old) is not { } key || !back.TryAdd(key, JsonValue.Create(now))) return null;
        return new MapValues(back);
    }

    public override JsonObject ToJson()
    {
        var json = new JsonObject { ["op"] = "map", ["values"] = new JsonObject(Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => KeyValuePair.Create(v.Key, v.Value?.DeepClone()))) };
        if (Else is not null) json["else"] = Else.DeepClone();
        return json;
    }

    public bool Equals(MapValues? other) =>
        other is not null && JsonNode.DeepEquals(Else, other.Else) && Values.Count == other.Values.Count && Values.All(v => other.Values.TryGetValue(v.Key, out var o) && JsonNode.DeepEquals(v.Value, o));

    public override int GetHashCode() => Values.Count;
}

/// <summary>The opposite truth value.</summary>
public sealed record Not : Transform
{
    public override JsonNode? Apply(IReadOnlyList<JsonNode?> values) => Scalar.Flag(values[0]) is { } flag ? !flag : null;

    public override Transform Inverse() => this;

    public override JsonObject ToJson() => new() { ["op"] = "not" };
}

/// <summary>The new text without what was put before it.</summary>
public sealed record Strip(string Prefix) : Transform
{
    public override JsonNode? Apply(IReadOnlyList<JsonNode?> values) =>
        Scalar.Text(values[0]) is { } text && text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : null;

    public override Transform Inverse() => new Prepend(Prefix);

    public override JsonObject ToJson() => new() { ["op"] = "strip", ["prefix"] = Prefix };
}

/// <summary>The new text with what it lost at its beginning.</summary>
public sealed record Prepend(string Prefix) : Transform
{
    public override JsonNode? Apply(IReadOnlyList<JsonNode?> values) => Scalar.Text(values[0]) is { } text ? Prefix + text : null;

    public override Transform Inverse() => new Strip(Prefix);

    public override JsonObject ToJson() => new() { ["op"] = "prepend", ["prefix"] = Prefix };
}

/// <summary>The same letters, upper or lower.</summary>
/// <param name="To">lower or upper: how the old value is written.</param>
public sealed record Case(string To) : Transform
{
    public override JsonNode? Apply(IReadOnlyList<JsonNode?> values) =>
        Scalar.Text(values[0]) is { } text ? To == "upper" ? text.ToUpperInvariant() : text.ToLowerInvariant() : null;

    public override JsonObject ToJson() => new() { ["op"] = "case", ["to"] = To };
}
