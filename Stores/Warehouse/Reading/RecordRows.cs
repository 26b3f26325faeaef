using System.Buffers;
using System.Data.Common;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Reading;

/// <summary>Turns rows back into records: the columns under their members' names, and the members kept in <c>_extra</c>.</summary>
internal sealed class RecordRows(RecordDialect dialect, RecordSelect select, RecordQuery query)
{
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
        RecordText.Write(dialect, select.Shown, reader, _wanted, _output);
        _count++;
        return true;
    }
}
