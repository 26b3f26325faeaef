using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Transforms;

namespace Supertrack.Core.Healing.Columns;

/// <summary>Turns a new row into the shape its readers know.</summary>
public sealed class RowShaper(IReadOnlyList<ColumnFate> columns)
{
    /// <param name="found">The row as the API gives it now.</param>
    /// <param name="stored">The row as it is stored; its values stay in columns that are lost. Null for a row not seen before.</param>
    public JsonObject Shape(JsonObject found, JsonObject? stored)
    {
        var row = (JsonObject?)stored?.DeepClone() ?? [];
        foreach (var column in columns.Where(column => column.Fate != Fate.Lost))
        {
            var value = Value(found, column);
            var before = stored is null ? null : PathValues.Get(stored, column.Path);
            if (stored is null || (Series.TextOf(value) != Series.TextOf(before) && !(value is null && IsEmpty(before)))) PathValues.Set(row, column.Path, value);
        }
        return row;
    }

    // Nothing said and nothing in it mean the same.
    private static bool IsEmpty(JsonNode? value) => value is JsonObject { Count: 0 } or JsonArray { Count: 0 };

    private static JsonNode? Value(JsonObject found, ColumnFate column)
    {
        if (column.Sources.Count > 1)
        {
            var parts = column.Sources.Select(source => PathValues.Get(found, source)?.DeepClone()).ToArray();
            return parts.All(part => part is null) ? null : column.Transform.Apply(new JsonArray(parts));
        }
        return column.Transform.Apply(PathValues.Get(found, column.Sources[0]));
    }
}
