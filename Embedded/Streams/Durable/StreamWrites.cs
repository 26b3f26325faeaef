using Orleans.Storage.Sqlite;

namespace Orleans.Streams.Durable;

/// <summary>Appends one write to a stream. Its number is given when it is written, so numbers have the order of the log.</summary>
internal sealed class StreamAppend(StreamHub hub, DurableStore store, Array events, byte[] json, long time) : StoreWrite<long>
{
    private long _number;

    public override int Size => 128 + json.Length;
    protected override long Result => _number;

    public override void Apply(SqliteSession session)
    {
        _number = store.NextNumber();
        session["INSERT INTO stream_log(stream, number, time, data) VALUES(?1, ?2, ?3, ?4)"]
            .BindText(1, hub.Utf8Name).Bind(2, _number).Bind(3, time).BindBlob(4, json).Execute();
    }

    public override void Committed()
    {
        hub.Publish(new StreamBatch(_number, events, json.Length));
        base.Committed();
    }
}

/// <summary>Stores a subscription and where it stands.</summary>
internal sealed class SubscriptionSave(SubscriptionRow row) : StoreWrite<bool>
{
    protected override bool Result => true;

    public override void Apply(SqliteSession session) => session[
        """
        INSERT INTO stream_subscriptions(id, stream, grain, implicit, number, event) VALUES(?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT(id) DO UPDATE SET number = ?5, event = ?6
        """]
        .Bind(1, row.Id.ToString("N")).Bind(2, row.Stream).Bind(3, row.Grain.ToString()).Bind(4, row.IsImplicit ? 1 : 0)
        .Bind(5, row.Position.Number).Bind(6, row.Position.Events).Execute();
}

/// <summary>Stores how far subscriptions have come; one that is gone meanwhile stays gone.</summary>
internal sealed class PositionsSave(IReadOnlyList<SubscriptionRow> rows) : StoreWrite<bool>
{
    public override int Size => 64 * rows.Count;
    protected override bool Result => true;

    public override void Apply(SqliteSession session)
    {
        foreach (var row in rows)
        {
            var changed = session["UPDATE stream_subscriptions SET number = ?1, event = ?2 WHERE id = ?3"]
                .Bind(1, row.Position.Number).Bind(2, row.Position.Events).Bind(3, row.Id.ToString("N")).Execute();
            if (changed == 0 && row.IsImplicit)
                new SubscriptionSave(row).Apply(session);
        }
    }
}

internal sealed class SubscriptionRemove(Guid id) : StoreWrite<bool>
{
    protected override bool Result => true;

    public override void Apply(SqliteSession session) =>
        session["DELETE FROM stream_subscriptions WHERE id = ?1"].Bind(1, id.ToString("N")).Execute();
}

/// <summary>Puts an event that its subscriber could not take aside.</summary>
/// <param name="row">The subscription, standing behind the event.</param>
internal sealed class DeadLetterSave(SubscriptionRow row, long number, int index, long time, int attempts, string error, ReadOnlyMemory<byte> json)
    : StoreWrite<bool>
{
    public override int Size => 256 + json.Length;
    protected override bool Result => true;

    public override void Apply(SqliteSession session)
    {
        session[
            """
            INSERT INTO stream_dead_letters(stream, subscription, grain, number, event, time, attempts, error, data)
            VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """]
            .Bind(1, row.Stream).Bind(2, row.Id.ToString("N")).Bind(3, row.Grain.ToString()).Bind(4, number).Bind(5, index)
            .Bind(6, time).Bind(7, attempts).Bind(8, error).BindBlob(9, json.Span).Execute();
        // With the position in the same transaction the event is put aside exactly once.
        new PositionsSave([row]).Apply(session);
    }
}

/// <summary>Removes the oldest writes of a stream, a bounded number at a time so that others are not kept waiting. Tells how many.</summary>
internal sealed class StreamTrim(string stream, long upTo, long before) : StoreWrite<int>
{
    public const int Most = 5000;
    private int _removed;

    protected override int Result => _removed;

    public override void Apply(SqliteSession session) => _removed = session[
        """
        DELETE FROM stream_log WHERE stream = ?1 AND number IN
            (SELECT number FROM stream_log WHERE stream = ?1 AND number <= ?2 AND time < ?3 ORDER BY number LIMIT ?4)
        """]
        .Bind(1, stream).Bind(2, upTo).Bind(3, before).Bind(4, Most).Execute();
}
