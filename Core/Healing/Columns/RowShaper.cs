using System.Text.Json.Nodes;

namespace Supertrack.Core.Healing.Columns;

/// <summary>Turns a new row into the shape its readers know.</summary>
public sealed class RowShaper(IReadOnlyList<ColumnFate> columns)
{
    /// <param name="found">The row as the API gives it now.</param>
    /// <param name="stored">The row as it is stored; its values stay in columns that are lost. Null for a row not seen before.</param>
    public JsonObject Shape(JsonObject found, JsonObject? stored)
    {
        var row = new JsonObject();
        foreach (var column in columns)
        {
            var value = column.Fate == Fate.Lost ? (stored is null ? null : PathValues.Get(stored, column.Path)) : Value(found, column);
            if (value is null && column.Path.Contains("[]", StringComparison.Ordinal)) continue;
            if (value is not null || stored is null || !column.Path.Contains('.', StringComparison.Ordinal) || PathValues.Get(stored, Parent(column.Path)) is not null)
                PathValues.Set(row, column.Path, value);
        }
        return row;
    }

    private static JsonNode? Value(JsonObject found, ColumnFate column)
    {
        if (column.Sources.Count > 1)
        {
            var parts = column.Sources.Select(source => PathValues.Get(found, source)?.DeepClone()).ToArray();
            return parts.All(part => part is null) ? null : column.Transform.Apply(new JsonArray(parts));
        }
        return column.Transform.Apply(PathValues.Get(found, column.Sources[0]));
    }

    private static string Parent(string path) => path[..path.LastIndexOf('.')];
}
