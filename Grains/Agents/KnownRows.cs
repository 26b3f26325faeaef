using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Rows;
using Supertrack.Core.Storage;

namespace Supertrack.Grains.Agents;

/// <summary>The stored rows that a repair is judged by: all of them, or of a large table the first and the last.</summary>
internal static class KnownRows
{
    /// <summary>Rows of a table up to which all are taken.</summary>
    public const int Most = 20_000;

    private const int SliceRows = 2_000;

    /// <summary>An empty set when nothing is stored.</summary>
    public static async Task<RowSet> ReadAsync(IWarehouse warehouse, DatasetId dataset, IReadOnlyList<string> key, CancellationToken cancellationToken)
    {
        var info = (await warehouse.ListAsync(dataset.Tenant, cancellationToken)).FirstOrDefault(one => one.Dataset == dataset);
        var rows = info?.Rows ?? 0;
        var known = new RowSet(key) { Sampled = rows > Most };
        if (rows > Most)
        {
            await TakeAsync(warehouse, dataset, 0, Most / 2, known, cancellationToken);
            await TakeAsync(warehouse, dataset, rows - (Most / 2), Most / 2, known, cancellationToken);
        }
        else if (rows > 0)
        {
            await TakeAsync(warehouse, dataset, 0, Most, known, cancellationToken);
        }
        return known;
    }

    private static async Task TakeAsync(IWarehouse warehouse, DatasetId dataset, long after, int most, RowSet into, CancellationToken cancellationToken)
    {
        for (var taken = 0; taken < most;)
        {
            var slice = await warehouse.ReadAsync(dataset, after, Math.Min(SliceRows, most - taken), cancellationToken);
            if (slice is null || slice.Count == 0)
                return;
            foreach (var line in Lines(slice.Lines.Span))
                into.Replace(line);
            taken += slice.Count;
            after = slice.Last;
            if (!slice.More)
                return;
        }
    }

    private static List<JsonObject> Lines(ReadOnlySpan<byte> text)
    {
        var rows = new List<JsonObject>();
        foreach (var range in text.Split((byte)'\n'))
        {
            if (!text[range].IsEmpty && JsonNode.Parse(text[range]) is JsonObject row)
                rows.Add(row);
        }
        return rows;
    }
}
