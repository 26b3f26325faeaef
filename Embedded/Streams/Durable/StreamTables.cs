using Orleans.Runtime;
using Orleans.Storage.Sqlite;

namespace Orleans.Streams.Durable;

/// <summary>One subscription as it is stored.</summary>
internal sealed record SubscriptionRow(Guid Id, string Stream, GrainId Grain, bool IsImplicit, StreamPosition Position);

/// <summary>Reads the stream log and the subscriptions.</summary>
internal static class StreamTables
{
    private const int MostBytes = 4 << 20;

    /// <returns>The writes from a number on, at most so many and about 4 MiB of them.</returns>
    public static List<StreamBatch> Read(DurableStore store, string stream, long from, int most) =>
        store.Read((stream, from, most), static (session, key) =>
        {
            var batches = new List<StreamBatch>();
            var bytes = 0;
            var statement = session["SELECT number, data FROM stream_log WHERE stream = ?1 AND number >= ?2 ORDER BY number LIMIT ?3"]
                .Bind(1, key.stream).Bind(2, key.from).Bind(3, key.most);
            while (bytes < MostBytes && statement.Read())
            {
                batches.Add(new StreamBatch(statement.Integer(0), statement.Blob(1).ToArray()));
                bytes += batches[^1].Size;
            }

            statement.Reset();
            return batches;
        });

    public static List<SubscriptionRow> Subscriptions(DurableStore store, string stream) =>
        store.Read(stream, static (session, name) =>
        {
            var rows = new List<SubscriptionRow>();
            var statement = session["SELECT id, stream, grain, implicit, number, event FROM stream_subscriptions WHERE stream = ?1"].Bind(1, name);
            while (statement.Read())
                rows.Add(new SubscriptionRow(
                    Guid.ParseExact(statement.Text(0), "N"), statement.Text(1), GrainId.Parse(statement.Text(2)),
                    statement.Integer(3) != 0, new StreamPosition(statement.Integer(4), (int)statement.Integer(5))));
            return rows;
        });

    /// <returns>The streams of a provider that have anything in the log.</returns>
    public static List<string> Streams(DurableStore store, string provider) =>
        store.Read(StreamName.Prefix(provider), static (session, prefix) =>
        {
            // Steps from stream to stream in the index instead of over every event.
            var names = new List<string>();
            var last = prefix;
            while (true)
            {
                var statement = session["SELECT stream FROM stream_log WHERE stream > ?1 ORDER BY stream LIMIT 1"].Bind(1, last);
                var found = statement.Read();
                if (found)
                    last = statement.Text(0);
                statement.Reset();
                if (!found || !last.StartsWith(prefix, StringComparison.Ordinal))
                    return names;
                names.Add(last);
            }
        });
}
