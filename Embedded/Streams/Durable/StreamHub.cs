using System.Text;
using Orleans.Runtime;

namespace Orleans.Streams.Durable;

/// <summary>One stream in this process: its newest events and its subscriptions.</summary>
internal sealed class StreamHub
{
    private readonly StreamServices _services;
    private readonly Lock _gate = new();
    private readonly StreamTail _tail;
    private volatile SubscriptionPump[] _pumps = [];

    public StreamHub(StreamServices services, StreamId stream)
    {
        _services = services;
        Stream = stream;
        Name = StreamName.Of(services.Provider, stream);
        Utf8Name = Encoding.UTF8.GetBytes(Name);
        _tail = new StreamTail(services.Store.NextNumber(), services.Options.CacheBytes);
    }

    public StreamId Stream { get; }
    public string Name { get; }
    public byte[] Utf8Name { get; }
    public IReadOnlyList<SubscriptionPump> Pumps => _pumps;

    /// <summary>A write is durable. Runs on the writer's thread.</summary>
    public void Publish(StreamBatch batch)
    {
        SubscriptionPump[] pumps;
        lock (_gate)
        {
            pumps = _pumps;
            _tail.Add(batch);
            if (pumps.Length == 0)
                _tail.DropBelow(long.MaxValue);
        }

        foreach (var pump in pumps)
            pump.Signal();
    }

    /// <returns>The next writes of a subscriber that stands at a position; empty when there are none.</returns>
    public List<StreamBatch> Read(StreamPosition position, int most)
    {
        lock (_gate)
        {
            if (position.Next > _tail.Floor)
                return _tail.From(position.Next, most);
        }

        return StreamTables.Read(_services.Store, Name, position.Next, most);
    }

    /// <summary>Lets go of the events in memory that every subscriber has.</summary>
    public void Release()
    {
        var lowest = _pumps.Select(pump => pump.Position.Next).DefaultIfEmpty(long.MaxValue).Min();
        lock (_gate)
            _tail.DropBelow(lowest);
    }

    public SubscriptionPump? Find(Guid id) => Array.Find(_pumps, pump => pump.Row.Id == id);

    /// <returns>The pump of the subscription; the one that was there if there was one.</returns>
    public SubscriptionPump Add(SubscriptionRow row)
    {
        lock (_gate)
        {
            if (Find(row.Id) is { } present)
                return present;
            var pump = new SubscriptionPump(_services, this, row);
            _pumps = [.. _pumps, pump];
            return pump;
        }
    }

    public void Remove(Guid id)
    {
        lock (_gate)
        {
            Find(id)?.Close();
            _pumps = Array.FindAll(_pumps, pump => pump.Row.Id != id);
        }
    }
}
