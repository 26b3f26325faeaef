using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Matching.Transforms;

/// <summary>
/// How an old value comes back from new ones. A closed hierarchy: same, retype, format, scale, map, not, join, part, strip, prepend, case, wrap,
/// unwrap, list, steps. A value the transform does not understand gives null, never a guess.
/// </summary>
public abstract record Transform
{
    private protected Transform()
    {
    }

    /// <summary>The old value for these new values (one for each new path of the mapping); null where it cannot be told.</summary>
    public abstract JsonNode? Apply(IReadOnlyList<JsonNode?> values);

    /// <summary>The old value for one new value.</summary>
    public JsonNode? Apply(JsonNode? value) => Apply([value]);

    /// <summary>The way from the old value to the new one, where it loses nothing; else null.</summary>
    public virtual Transform? Inverse() => null;

    /// <summary>`{"op": ...}` with its parameters; the names are those of a scenario's `transforms`.</summary>
    public abstract JsonObject ToJson();

    /// <summary>The transform that a report's JSON describes.</summary>
    /// <exception cref="FormatException">An unknown `op`, or parameters that do not fit it.</exception>
    public static Transform FromJson(JsonObject json) => TransformJson.Read(json);
}

/// <summary>The value as it is, maybe under another name or in another place.</summary>
public sealed record SameValue : Transform
{
    public static SameValue Instance { get; } = new();

    public override JsonNode? Apply(IReadOnlyList<JsonNode?> values) => values[0]?.DeepClone();

    public override Transform Inverse() => this;

    public override JsonObject ToJson() => new() { ["op"] = "same" };
}

/// <summary>Several transforms, the first applied first.</summary>
public sealed record Steps(IReadOnlyList<Transform> Parts) : Transform
{
    public override JsonNode? Apply(IReadOnlyList<JsonNode?> values)
    {
        var value = Parts[0].Apply(values);
        foreach (var part in Parts.Skip(1)) value = part.Apply(value);
        return value;
    }

    public override Transform? Inverse()
    {
        var back = Parts.Reverse().Select(p => p.Inverse()).ToList();
        return back.TrueForAll(p => p is not null) ? new Steps(back!) : null;
    }

    public override JsonObject ToJson() => new() { ["op"] = "steps", ["steps"] = new JsonArray([.. Parts.Select(p => (JsonNode?)p.ToJson())]) };

    public bool Equals(Steps? other) => other is not null && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => Parts.Count;
}
