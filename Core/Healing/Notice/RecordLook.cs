using System.Buffers.Text;
using System.IO.Hashing;
using System.Text.Json;

namespace Supertrack.Core.Healing.Notice;

/// <summary>Reads single records as the bytes they are: the columns of a few, the key of many.</summary>
internal sealed class RecordLook(Dictionary<ulong, ColumnSketch> columns)
{
    private const int MostColumns = 200;
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    /// <summary>Members of the record and of the objects in it; false for what is no JSON object, which the store refuses and names.</summary>
    public bool Columns(ReadOnlySpan<byte> record)
    {
        var reader = new Utf8JsonReader(record, Options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
            Members(ref reader, record, null, 0);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>A hash of the values of top-level members; null where one is missing.</summary>
    public static ulong? Key(ReadOnlySpan<byte> record, byte[][] key)
    {
        var reader = new Utf8JsonReader(record, Options);
        var (hash, found) = (0UL, 0);
        try
        {
            reader.Read();
            while (found < key.Length && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var part = Part(ref reader, key);
                reader.Read();
                if (part < 0)
                {
                    reader.Skip();
                    continue;
                }
                if (reader.TokenType == JsonTokenType.Null) return null;
                hash += Hash(ref reader, record, part + 1);
                found++;
            }
        }
        catch (JsonException)
        {
            return null;
        }
        return found == key.Length ? hash : null;
    }

    private static int Part(ref Utf8JsonReader reader, byte[][] key)
    {
        for (var part = 0; part < key.Length; part++)
            if (reader.ValueTextEquals(key[part])) return part;
        return -1;
    }

    private void Members(ref Utf8JsonReader reader, ReadOnlySpan<byte> record, string? parent, long seed)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var id = XxHash3.HashToUInt64(reader.ValueSpan, seed);
            var column = Find(ref reader, id, parent);
            reader.Read();
            switch (reader.TokenType)
            {
                case JsonTokenType.Null:
                    break;
                case JsonTokenType.StartObject when parent is null && column is not null:
                    column.Present();
                    Members(ref reader, record, column.Path, (long)id);
                    break;
                case JsonTokenType.Number when Utf8Parser.TryParse(reader.ValueSpan, out double number, out _, 'e') || Utf8Parser.TryParse(reader.ValueSpan, out number, out _):
                    column?.Number(Hash(ref reader, record, 0), number);
                    break;
                default:
                    var hash = Hash(ref reader, record, 0);
                    column?.Value(hash);
                    break;
            }
        }
    }

    private ColumnSketch? Find(ref Utf8JsonReader reader, ulong id, string? parent)
    {
        if (columns.TryGetValue(id, out var known)) return known;
        if (columns.Count >= MostColumns) return null;
        var name = reader.GetString()!;
        return columns[id] = new ColumnSketch(parent is null ? name : parent + "." + name);
    }

    /// <summary>Of the value the reader stands at, as it is written; it is passed over.</summary>
    private static ulong Hash(ref Utf8JsonReader reader, ReadOnlySpan<byte> record, long seed)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return XxHash3.HashToUInt64(reader.ValueSpan, seed);
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return XxHash3.HashToUInt64(record[start..(int)reader.BytesConsumed], seed);
    }
}
