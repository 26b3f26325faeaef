using System.Buffers;
using System.Data.Common;
using System.Text.Json;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Reading;

/// <summary>Writes one row as the record that it holds.</summary>
internal static class RecordText
{
    private const int FirstColumn = 3;

    /// <param name="shown">The columns, which stand in the row from the fourth place on; the second is what no column holds.</param>
    /// <param name="wanted">Of the members that no column holds, those to show; null for all.</param>
    public static void Write(RecordDialect dialect, IReadOnlyList<StoredColumn> shown, DbDataReader reader, IReadOnlySet<string>? wanted, ArrayBufferWriter<byte> output)
    {
        var kept = new KeptMembers(reader.IsDBNull(1) ? null : reader.GetString(1), wanted);
        using (var writer = new Utf8JsonWriter(output, RecordJson.Options))
        {
            writer.WriteStartObject();
            for (var i = 0; i < shown.Count; i++)
            {
                var (column, index) = (shown[i], FirstColumn + i);
                if (reader.IsDBNull(index) && kept.Has(column.Property))
                    continue;
                writer.WritePropertyName(column.Property);
                if (reader.IsDBNull(index))
                    writer.WriteNullValue();
                else
                    dialect.Write(reader, index, column.Type, writer);
            }
        }
        kept.CloseObject(output);
    }
}
