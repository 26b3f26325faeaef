using System.Buffers;
using System.Data.Common;
using System.Text.Json;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Reading;

/// <summary>Turns rows back into records: the columns under their members' names, and the members kept in <c>_extra</c>.</summary>
internal sealed class RecordRows(RecordDialect dialect, RecordSelect select, RecordQuery query)
{
    private const int FirstColumn = 3;

    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly HashSet<string>? _wanted = query.Fields.Count == 0 ? null : [.. query.Fields];
    private int _count;
    private RecordPlace _last = query.After ?? new RecordPlace(0, null);
    private bool _more;

    public RecordSlice Slice => new(_output.WrittenMemory, _count, _last.Row, _more) { LastKey = _last.Key };

    /// <returns>False when there is one more than was asked for.</returns>
    public bool Take(DbDataReader reader)
    {
        if (_count == query.Limit)
        {
            _more = true;
            return false;
        }
        _last = new RecordPlace(reader.GetInt64(0), reader.IsDBNull(2) ? null : reader.GetString(2));
        Write(reader);
        _count++;
        return true;
    }

    private void Write(DbDataReader reader)
    {
        var kept = new KeptMembers(reader.IsDBNull(1) ? null : reader.GetString(1), _wanted);
        using (var writer = new Utf8JsonWriter(_output, RecordJson.Options))
        {
            writer.WriteStartObject();
            for (var i = 0; i < select.Shown.Count; i++)
            {
                var (column, index) = (select.Shown[i], FirstColumn + i);
                if (reader.IsDBNull(index) && kept.Has(column.Property))
                    continue;
                writer.WritePropertyName(column.Property);
                if (reader.IsDBNull(index))
                    writer.WriteNullValue();
                else
                    dialect.Write(reader, index, column.Type, writer);
            }
        }
        kept.CloseObject(_output);
    }
}
