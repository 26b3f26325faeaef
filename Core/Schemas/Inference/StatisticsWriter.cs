using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Inference;

/// <summary>Statistics of every path: how often, which types, string lengths in characters, ranges of numbers, sizes of lists, distinct values.</summary>
internal static class StatisticsWriter
{
    public static JsonArray Write(Shape root)
    {
        var rows = new JsonArray();
        Write(root, "$", rows);
        return rows;
    }

    private static void Write(Shape shape, string path, JsonArray rows)
    {
        var row = new JsonObject { ["path"] = path, ["count"] = shape.Total };
        if (shape.Nulls > 0) row["nulls"] = shape.Nulls;
        if (shape.Text is { } text)
        {
            row["minLength"] = text.MinLength;
            row["maxLength"] = text.MaxLength;
            if (!text.Distinct.Overflowed) row["distinct"] = text.Distinct.Count;
        }
        if (shape.Number is { } number)
        {
            row["minimum"] = number.Min;
            row["maximum"] = number.Max;
        }
        if (shape.List is { MinItems: <= int.MaxValue - 1 } list)
        {
            row["minItems"] = list.MinItems;
            row["maxItems"] = list.MaxItems;
        }
        rows.Add((JsonNode)row);
        if (shape.List is { Items.Total: > 0 } items) Write(items.Items, path + "[]", rows);
        if (shape.Members is not { } members) return;
        foreach (var property in members.Properties) Write(property.Shape, path + "." + property.Text, rows);
        if (members.Values is { } values) Write(values, path + ".*", rows);
    }
}
