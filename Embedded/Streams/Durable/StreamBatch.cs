using System.Text.Json;

namespace Orleans.Streams.Durable;

/// <summary>One write to a stream: one event, or several that were written together. Events are immutable, so those who keep up share the objects.</summary>
internal sealed class StreamBatch
{
    private readonly Array? _events;
    private readonly ReadOnlyMemory<byte> _json;

    /// <summary>A write as it stands in the log: a JSON array of events.</summary>
    public StreamBatch(long number, ReadOnlyMemory<byte> json)
    {
        Number = number;
        _json = json;
        Size = json.Length;
    }

    /// <summary>A write made by this process, with its events.</summary>
    public StreamBatch(long number, Array events, int size)
    {
        Number = number;
        _events = events;
        Size = size;
    }

    public long Number { get; }

    /// <summary>Which event of the write the first one here is; more than 0 only for an event brought by itself.</summary>
    public int Offset { get; init; }

    /// <summary>Bytes of JSON.</summary>
    public int Size { get; }

    public T[] Events<T>(JsonSerializerOptions json)
    {
        if (_events is T[] events)
            return events;
        try
        {
            return JsonSerializer.Deserialize<T[]>(AllJson(json).Span, json) ?? throw Unreadable<T>(null);
        }
        catch (JsonException error)
        {
            throw Unreadable<T>(error);
        }
    }

    /// <summary>The JSON of all events.</summary>
    public ReadOnlyMemory<byte> AllJson(JsonSerializerOptions json) =>
        _events is null ? _json : JsonSerializer.SerializeToUtf8Bytes(_events, _events.GetType(), json);

    /// <summary>The JSON of one event.</summary>
    public byte[] EventJson(int index, JsonSerializerOptions json)
    {
        using var document = JsonDocument.Parse(AllJson(json));
        return JsonSerializer.SerializeToUtf8Bytes(document.RootElement[index]);
    }

    private UnreadableEventsException Unreadable<T>(JsonException? error) =>
        new($"Write {Number} of the stream cannot be read as {typeof(T)}: {error?.Message ?? "it is null"}", error);
}
