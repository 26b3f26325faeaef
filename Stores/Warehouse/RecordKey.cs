using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Supertrack.Stores.Warehouse;

/// <summary>
/// A record's primary key as one value: an integer, a text, or the JSON list of several parts. The text "7" and the number 7 are the
/// same key, because APIs retype their ids and mean the same thing.
/// </summary>
internal sealed class RecordKey(RecordLayout layout)
{
    private readonly ArrayBufferWriter<byte> _text = new(64);

    public bool IsInteger { get; private set; }

    public long Integer { get; private set; }

    public ReadOnlySpan<byte> Text => _text.WrittenSpan;

    /// <summary>False when a part of the key is missing or null: such a record cannot be recognised again.</summary>
    public bool TryRead(ReadOnlySpan<byte> line, RecordCells cells)
    {
        IsInteger = false;
        _text.ResetWrittenCount();
        var parts = layout.KeyPaths.Length;
        if (parts == 0)
            return false;
        if (parts > 1)
            _text.Write("["u8);
        for (var part = 0; part < parts; part++)
        {
            var (start, length) = cells.KeyRoots[part];
            var value = Descend(line.Slice(start, length), layout.KeyPaths[part]);
            if (value.IsEmpty || value.SequenceEqual("null"u8))
                return false;
            if (part > 0)
                _text.Write(","u8);
            if (parts > 1)
                _text.Write(value);
            else
                WriteSingle(value);
        }
        if (parts > 1)
            _text.Write("]"u8);
        return true;
    }

    private void WriteSingle(ReadOnlySpan<byte> value)
    {
        if (value[0] != '"')
        {
            WriteIntegerOrText(value);
            return;
        }
        var inner = value[1..^1];
        if (inner.IndexOf((byte)'\\') < 0)
            WriteIntegerOrText(inner);
        else if (JsonNames.Unescape(inner) is { } text && !text.Contains('\0', StringComparison.Ordinal))
            _text.Write(System.Text.Encoding.UTF8.GetBytes(text));
        else
            _text.Write(value);
    }

    private void WriteIntegerOrText(ReadOnlySpan<byte> text)
    {
        var canonical = text.Length is > 0 and < 20 && (text[0] != '0' || text.Length == 1) && text[0] != '+' && !text.StartsWith("-0"u8);
        if (canonical && Utf8Parser.TryParse(text, out long integer, out var used) && used == text.Length)
        {
            IsInteger = true;
            Integer = integer;
        }
        else
        {
            _text.Write(text);
        }
    }

    private static ReadOnlySpan<byte> Descend(ReadOnlySpan<byte> value, byte[][] path)
    {
        for (var depth = 1; depth < path.Length && !value.IsEmpty; depth++)
            value = Member(value, path[depth]);
        return value;
    }

    private static ReadOnlySpan<byte> Member(ReadOnlySpan<byte> json, byte[] name)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 256 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (found)
                return json[start..(int)reader.BytesConsumed];
        }
        return [];
    }
}
