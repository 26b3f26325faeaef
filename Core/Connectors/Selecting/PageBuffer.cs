using System.Buffers;
using System.Text.Json;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Selecting;

/// <summary>Collects the lines of one page. The same memory serves page after page.</summary>
internal sealed class PageBuffer : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);
    private Utf8JsonWriter? _writer;

    public int Count { get; private set; }

    public ReadOnlyMemory<byte> Lines => _buffer.WrittenMemory;

    public void Clear()
    {
        _buffer.ResetWrittenCount();
        Count = 0;
    }

    /// <summary>Adds a record's own bytes; only line breaks between its tokens are taken out.</summary>
    public void Add(ReadOnlySpan<byte> record)
    {
        if (record.IndexOfAny((byte)'\n', (byte)'\r') >= 0)
        {
            Compact(record);
        }
        else
        {
            var target = _buffer.GetSpan(record.Length + 1);
            record.CopyTo(target);
            target[record.Length] = (byte)'\n';
            _buffer.Advance(record.Length + 1);
        }
        Count++;
    }

    public void Add(DictValue record)
    {
        if (!record.IsParsed)
        {
            Add(record.Json.Span);
            return;
        }
        _writer ??= new Utf8JsonWriter(_buffer, JsonText.Compact);
        _writer.Reset(_buffer);
        JsonText.Write(_writer, record);
        _writer.Flush();
        EndLine();
        Count++;
    }

    private void Compact(ReadOnlySpan<byte> record)
    {
        var reader = new Utf8JsonReader(record);
        reader.Read();
        var value = Value.Read(ref reader);
        _writer ??= new Utf8JsonWriter(_buffer, JsonText.Compact);
        _writer.Reset(_buffer);
        JsonText.Write(_writer, value);
        _writer.Flush();
        EndLine();
    }

    private void EndLine()
    {
        _buffer.GetSpan(1)[0] = (byte)'\n';
        _buffer.Advance(1);
    }

    public void Dispose() => _writer?.Dispose();
}
