using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors;

/// <summary>
/// The records of one page of one slice. <see cref="Lines"/>, <see cref="Checkpoint"/> and <see cref="State"/> are valid until the
/// reader is asked for the next page: copy what must live longer. Checkpoint and State are computed when first read.
/// </summary>
public sealed class RecordPage
{
    private readonly Func<byte[]> _checkpoint;
    private readonly Func<JsonNode?> _state;
    private byte[]? _checkpointBytes;
    private JsonNode? _stateNode;
    private bool _stateRead;

    public RecordPage(ReadOnlyMemory<byte> lines, int count, Func<byte[]> checkpoint, Func<JsonNode?> state)
    {
        (Lines, Count) = (lines, count);
        (_checkpoint, _state) = (checkpoint, state);
    }

    /// <summary>UTF-8 JSON, one record a line, each ended by LF.</summary>
    public ReadOnlyMemory<byte> Lines { get; }

    /// <summary>Number of records in <see cref="Lines"/>.</summary>
    public int Count { get; }

    /// <summary>The slice as JSON text, e.g. <c>{"project":"a"}</c>; <c>{}</c> where the stream is not sliced.</summary>
    public string Slice { get; init; } = "{}";

    /// <summary>Page within the slice, counted from 0.</summary>
    public int Page { get; init; }

    /// <summary>True for the last page of the slice.</summary>
    public bool EndsSlice { get; init; }

    /// <summary>HTTP requests made since the page before, those for parents and tokens and repeats included.</summary>
    public int Requests { get; init; }

    /// <summary>Body bytes read since the page before.</summary>
    public long BytesRead { get; init; }

    /// <summary>Opaque and self-contained: a read that resumes from it continues with exactly the page after this one.</summary>
    public byte[] Checkpoint => _checkpointBytes ??= _checkpoint();

    /// <summary>Stream state in Airbyte's form, valid once this page is stored; null where this page changes nothing (mid-slice).</summary>
    public JsonNode? State
    {
        get
        {
            if (!_stateRead) (_stateNode, _stateRead) = (_state(), true);
            return _stateNode;
        }
    }
}
