using System.Text.Json;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse;

/// <summary>Finds the members of records that no column holds yet.</summary>
internal static class UnknownMembers
{
    public static IReadOnlyList<TableColumn> In(DatasetId dataset, IReadOnlyList<StoredColumn> columns, IReadOnlyList<PageBatch> pages)
    {
        var layout = new RecordLayout(columns, [], checkTimes: false);
        var unknown = new Dictionary<string, ColumnType>(StringComparer.Ordinal);
        foreach (var page in pages)
        {
            var number = 0;
            foreach (var line in new JsonLines(page.Lines.Span))
            {
                number++;
                try
                {
                    Scan(line, layout, unknown);
                }
                catch (JsonException error)
                {
                    throw new MalformedRecordException(dataset, page.Sequence, number, error.Message);
                }
            }
        }
        return [.. unknown.Select(member => new TableColumn(member.Key, member.Value))];
    }

    private static void Scan(ReadOnlySpan<byte> line, RecordLayout layout, Dictionary<string, ColumnType> unknown)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 256 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("it does not begin with {");
        var expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueIsEscaped ? JsonNames.Unescape(reader.ValueSpan) : null;
            var column = name is not null ? layout.Find(name) : layout.Find(reader.ValueSpan, expected);
            expected = column + 1;
            if (column < 0 && (name ?? (reader.ValueIsEscaped ? null : reader.GetString())) is { } property)
                Note(ref reader, property, unknown);
            else
                reader.Skip();
        }
    }

    private static void Note(ref Utf8JsonReader reader, string property, Dictionary<string, ColumnType> unknown)
    {
        reader.Read();
        ColumnType? type = reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.String => ColumnType.Text,
            JsonTokenType.Number => reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0 ? ColumnType.Number : ColumnType.Integer,
            JsonTokenType.True or JsonTokenType.False => ColumnType.Boolean,
            _ => ColumnType.Json,
        };
        reader.Skip();
        if (type is not { } seen)
            return;
        unknown[property] = !unknown.TryGetValue(property, out var before) || before == seen ? seen : Common(before, seen);
    }

    private static ColumnType Common(ColumnType one, ColumnType other) =>
        (one, other) is (ColumnType.Integer, ColumnType.Number) or (ColumnType.Number, ColumnType.Integer) ? ColumnType.Number : ColumnType.Json;
}
