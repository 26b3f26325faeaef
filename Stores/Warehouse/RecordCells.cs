using System.Buffers;
using System.Text.Json;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse;

/// <summary>Reads one record after another from UTF-8 JSON into cells, without building trees; reused for every record of a commit.</summary>
internal sealed class RecordCells(RecordLayout layout)
{
    private readonly Cell[] _cells = new Cell[layout.Columns.Count];
    private readonly (int Start, int Length)[] _keyRoots = new (int, int)[layout.KeyPaths.Length];
    private readonly ArrayBufferWriter<byte> _scratch = new(256);
    private readonly ArrayBufferWriter<byte> _extra = new(256);
    private readonly ColumnType[] _types = [.. layout.Columns.Select(column => column.Type)];

    public ReadOnlySpan<Cell> Cells => _cells;

    public ReadOnlySpan<byte> Scratch => _scratch.WrittenSpan;

    /// <summary>A JSON object of the values that no column holds; empty when every value has a column.</summary>
    public ReadOnlySpan<byte> Extra => _extra.WrittenSpan;

    public long Misfits { get; private set; }

    public ReadOnlySpan<(int Start, int Length)> KeyRoots => _keyRoots;

    /// <exception cref="JsonException">The line is not one JSON object.</exception>
    public void Read(ReadOnlySpan<byte> line)
    {
        Array.Clear(_cells);
        Array.Clear(_keyRoots);
        _scratch.ResetWrittenCount();
        _extra.ResetWrittenCount();
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 256 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("it does not begin with {");
        var expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            var escaped = reader.ValueIsEscaped;
            var column = escaped ? layout.Find(JsonNames.Unescape(name)) : layout.Find(name, expected);
            expected = column + 1;
            reader.Read();
            ReadValue(ref reader, line, name, column);
        }
        if (reader.Read())
            throw new JsonException("text follows the object");
        if (_extra.WrittenCount > 0)
            _extra.Write("}"u8);
    }

    private void ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, int column)
    {
        var token = reader.TokenType;
        var start = (int)reader.TokenStartIndex;
        var fits = column >= 0 && TryFill(ref reader, ref _cells[column], _types[column]);
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            reader.Skip();
        var length = (int)reader.BytesConsumed - start;
        if (column >= 0)
        {
            if (_types[column] == ColumnType.Json && token != JsonTokenType.Null)
                _cells[column] = new Cell { Kind = CellKind.Json, Start = start, Length = length };
            if (layout.IsKey[column])
                KeepKeyRoots(column, start, length);
        }
        if (fits)
            return;
        if (column >= 0)
            Misfits++;
        AddExtra(name, line.Slice(start, length));
    }

    private void KeepKeyRoots(int column, int start, int length)
    {
        for (var part = 0; part < _keyRoots.Length; part++)
        {
            if (layout.KeyRoots[part] == column)
                _keyRoots[part] = (start, length);
        }
    }

    private bool TryFill(ref Utf8JsonReader reader, ref Cell cell, ColumnType type)
    {
        cell = default;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.String:
                return type switch
                {
                    ColumnType.Text => FillText(ref reader, ref cell),
                    ColumnType.Timestamp or ColumnType.Date => FillTime(ref reader, ref cell, type),
                    _ => type == ColumnType.Json,
                };
            case JsonTokenType.Number:
                return FillNumber(ref reader, ref cell, type);
            case JsonTokenType.True or JsonTokenType.False when type == ColumnType.Boolean:
                cell.Kind = CellKind.Boolean;
                cell.Integer = reader.TokenType == JsonTokenType.True ? 1 : 0;
                return true;
            default:
                return type == ColumnType.Json;
        }
    }

    private static bool FillNumber(ref Utf8JsonReader reader, ref Cell cell, ColumnType type)
    {
        if (type == ColumnType.Integer)
        {
            if (reader.TryGetInt64(out cell.Integer))
            {
                cell.Kind = CellKind.Integer;
                return true;
            }
            // 1.0 and 1e3 are integers too.
            if (!reader.TryGetDouble(out var whole) || Math.Floor(whole) != whole || Math.Abs(whole) > 9_007_199_254_740_992)
                return false;
            cell.Kind = CellKind.Integer;
            cell.Integer = (long)whole;
            return true;
        }
        if (type != ColumnType.Number)
            return type == ColumnType.Json;
        cell.Kind = CellKind.Number;
        return reader.TryGetDouble(out cell.Number) && double.IsFinite(cell.Number) || Clear(ref cell);
    }

    private bool FillText(ref Utf8JsonReader reader, ref Cell cell)
    {
        if (!reader.ValueIsEscaped)
        {
            cell.Kind = CellKind.Text;
            cell.Start = (int)reader.TokenStartIndex + 1;
            cell.Length = reader.ValueSpan.Length;
            return true;
        }
        var space = _scratch.GetSpan(reader.ValueSpan.Length);
        // Neither database keeps U+0000 in a text reliably: such a value stays escaped in _extra.
        if (!TryUnescape(ref reader, space, out var written) || space[..written].IndexOf((byte)0) >= 0)
            return false;
        cell.Kind = CellKind.Scratch;
        cell.Start = _scratch.WrittenCount;
        cell.Length = written;
        _scratch.Advance(written);
        return true;
    }

    /// <summary>False for a surrogate without its partner, which is legal JSON and no text.</summary>
    private static bool TryUnescape(ref Utf8JsonReader reader, Span<byte> into, out int written)
    {
        try
        {
            written = reader.CopyString(into);
            return true;
        }
        catch (InvalidOperationException)
        {
            written = 0;
            return false;
        }
    }

    private bool FillTime(ref Utf8JsonReader reader, ref Cell cell, ColumnType type)
    {
        if (layout.CheckTimes)
        {
            var fits = !reader.ValueIsEscaped && Times.TryParse(reader.ValueSpan, type, out cell.Integer);
            cell.Kind = fits ? CellKind.Integer : CellKind.Null;
            return fits;
        }
        return FillText(ref reader, ref cell);
    }

    private static bool Clear(ref Cell cell)
    {
        cell = default;
        return false;
    }

    private void AddExtra(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        _extra.Write(_extra.WrittenCount == 0 ? "{\""u8 : ",\""u8);
        _extra.Write(name);
        _extra.Write("\":"u8);
        _extra.Write(value);
    }
}
