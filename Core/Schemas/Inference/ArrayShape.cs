namespace Supertrack.Core.Schemas.Inference;

/// <summary>What is known about the lists of a path: the shape of the items, the lengths, and the types at each of the first positions (for tuples).</summary>
internal sealed class ArrayShape
{
    public const int Positions = 8;

    public Shape Items { get; } = new();

    public int MinItems { get; private set; } = int.MaxValue;

    public int MaxItems { get; private set; }

    /// <summary>Bits of <see cref="JsonKinds"/> seen at each of the first positions.</summary>
    public JsonKinds[] Kinds { get; } = new JsonKinds[Positions];

    public void AddLength(int items)
    {
        MinItems = Math.Min(MinItems, items);
        MaxItems = Math.Max(MaxItems, items);
    }

    public void Merge(ArrayShape other, InferenceOptions options)
    {
        Items.Merge(other.Items, options);
        MinItems = Math.Min(MinItems, other.MinItems);
        MaxItems = Math.Max(MaxItems, other.MaxItems);
        for (var i = 0; i < Positions; i++) Kinds[i] |= other.Kinds[i];
    }
}
