namespace Supertrack.Core.Schemas.Inference;

/// <summary>A list is a tuple when it always has the same length and its positions hold different types.</summary>
internal static class TupleDetection
{
    private const int MinLists = 4;

    /// <summary>The types by position, or null where the list is no tuple.</summary>
    public static IReadOnlyList<JsonKinds>? PositionsOf(Shape shape, ArrayShape list)
    {
        if (shape.Arrays < MinLists || list.MinItems != list.MaxItems || list.MaxItems is < 2 or > ArrayShape.Positions) return null;
        var kinds = list.Kinds.Take(list.MaxItems).Select(k => k is JsonKinds.Integer ? JsonKinds.Number : k).ToList();
        return kinds.Distinct().Count() > 1 ? list.Kinds.Take(list.MaxItems).ToList() : null;
    }
}
