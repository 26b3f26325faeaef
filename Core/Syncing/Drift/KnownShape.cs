using System.Text.Json;
using Supertrack.Core.Storage;

namespace Supertrack.Core.Syncing.Drift;

/// <summary>What the stored records of a stream have: each member that practically all of them fill, its kind, and how sure that is.</summary>
public sealed class KnownShape
{
    private const int SampledRows = 1_000;
    private const double MostExceptions = 0.1;

    private readonly Dictionary<string, int[]> _counts = new(StringComparer.Ordinal);
    private int _records;

    /// <summary>Takes the shape of the first stored rows; null where nothing is stored yet.</summary>
    public static async Task<KnownShape?> SampleAsync(IWarehouse warehouse, DatasetId dataset, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(warehouse);
        if (await warehouse.ReadAsync(dataset, 0, SampledRows, cancellationToken) is not { Count: > 0 } slice)
            return null;
        var shape = new KnownShape();
        foreach (var range in slice.Lines.Span.Split((byte)'\n'))
        {
            if (slice.Lines.Span[range] is { IsEmpty: false } line)
                shape.Learn(line);
        }
        return shape;
    }

    /// <summary>Counts one record.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public void Learn(ReadOnlySpan<byte> record)
    {
        var reader = new Utf8JsonReader(record, new JsonReaderOptions { MaxDepth = 256 });
        reader.Read();
        _records++;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var kind = MemberKinds.Of(reader.TokenType);
            reader.Skip();
            if (!_counts.TryGetValue(name, out var counts))
                _counts[name] = counts = new int[MemberKinds.Count];
            counts[(int)kind]++;
        }
    }

    /// <summary>The members to watch: name, kind, and the chance that a record of the known shape does without it (Jeffreys' estimate).</summary>
    internal IEnumerable<(string Name, MemberKind Kind, double Exception)> Reliable()
    {
        foreach (var (name, counts) in _counts)
        {
            var kind = (MemberKind)Array.IndexOf(counts, counts.Max());
            var exception = (_records - counts[(int)kind] + 0.5) / (_records + 1);
            if (kind != MemberKind.Null && exception <= MostExceptions)
                yield return (name, kind, exception);
        }
    }
}
