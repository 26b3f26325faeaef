using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Transforms;

/// <summary>How the value a reader knows comes back from the value an API gives now. Null stays null; a value it cannot take gives null.</summary>
public abstract record ValueTransform
{
    /// <summary>The name in manifests and reports, e.g. <c>scale</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What a wrong guess of this kind would cost, in bits: the more a transform can bend, the more rows must speak for it.</summary>
    public virtual double Bits => 4;

    /// <summary>A list is taken as a whole; otherwise each of its items is transformed by itself.</summary>
    public virtual bool TakesLists => false;

    public abstract JsonNode? Apply(JsonNode? value);

    /// <summary>The form in manifests: <c>{"name": ..., ...settings}</c>; null for the identity.</summary>
    public abstract JsonObject ToJson();
}

/// <summary>Several transforms one after the other.</summary>
public sealed record Chain(IReadOnlyList<ValueTransform> Steps)
{
    public static Chain None { get; } = new([]);

    public JsonNode? Apply(JsonNode? value)
    {
        foreach (var step in Steps)
        {
            if (value is null) return null;
            value = step.TakesLists ? step.Apply(value) : Each(step, value);
        }
        return value;
    }

    /// <summary>What a wrong guess of the whole would cost, in bits.</summary>
    public double Bits => Steps.Sum(step => step.Bits);

    private static JsonNode? Each(ValueTransform step, JsonNode? value) =>
        value is JsonArray list ? new JsonArray([.. list.Select(item => Each(step, item)?.DeepClone())]) : step.Apply(value);

    public override string ToString() => Steps.Count == 0 ? "same" : string.Join(" then ", Steps.Select(step => step.ToJson().ToJsonString()));
}
