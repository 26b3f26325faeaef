using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Rows;
using Supertrack.Core.Schemas.Transforms;
using Supertrack.Core.Storage;

namespace Supertrack.Core.Syncing.Drift;

/// <summary>
/// Compares what a repaired manifest reads with what is stored, record by record, before any of it is stored: a record that contradicts the row of its key is
/// kept out. Where that is no exception, the read ends: its manifest is wrong.
/// </summary>
/// <param name="lost">Dotted paths of members that the source no longer has: their absence contradicts nothing.</param>
public sealed class RowSieve(IWarehouse warehouse, DatasetId dataset, IReadOnlyList<string> lost)
{
    private const int FewestCompared = 20;
    private const double MostContradicted = 0.1;
    private const string Reason = "differs from the stored row right after a repair, and no time in the row moved on";

    private readonly HashSet<string> _members = [];
    private long _compared;
    private long _contradicted;

    /// <summary>The records of a page to be kept out.</summary>
    /// <exception cref="ShapeChangedException">So many records contradict the stored ones that they are other values.</exception>
    public async Task<IReadOnlyList<WithheldRecord>> SiftAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        var stored = await warehouse.FindAsync(dataset, lines, cancellationToken);
        var withheld = Sift(lines.Span, stored);
        if (_compared >= FewestCompared && _contradicted > _compared * MostContradicted)
        {
            throw new ShapeChangedException(
                $"{_contradicted} of {_compared} records contradict the stored rows of their keys in {string.Join(", ", _members.Take(8))}, and nothing in them says that they changed. Nothing of this page is stored.",
                [.. _members]);
        }
        return withheld;
    }

    private List<WithheldRecord> Sift(ReadOnlySpan<byte> lines, IReadOnlyList<StoredRecord?> stored)
    {
        var withheld = new List<WithheldRecord>();
        var number = 0;
        foreach (var range in lines.Split((byte)'\n'))
        {
            if (lines[range].IsEmpty)
                continue;
            if (stored[number++] is not { } known || JsonNode.Parse(lines[range]) is not JsonObject found)
                continue;
            _compared++;
            if (Contradicted(JsonNode.Parse(known.Line.Span)!.AsObject(), found) is not { Count: > 0 } members)
                continue;
            _contradicted++;
            _members.UnionWith(members);
            withheld.Add(new WithheldRecord(number, known.Row, [.. members.Select(member => (member, found[member]?.ToJsonString() ?? "null"))], Reason));
        }
        return withheld;
    }

    // Where a lost member lies inside of a list, nothing can be said about the list.
    private IReadOnlyList<string> Contradicted(JsonObject stored, JsonObject found)
    {
        var compared = lost.Count == 0 ? found : (JsonObject)found.DeepClone();
        foreach (var path in lost)
        {
            if (path.IndexOf("[]", StringComparison.Ordinal) is >= 0 and var list)
                compared.Remove(path[..list].Split('.')[0]);
            else
                PathValues.Set(compared, path, PathValues.Get(stored, path));
        }
        return RowContradiction.Of(stored, compared, typed: true);
    }
}
