using System.Text;
using Orleans.Storage.Sqlite;

namespace Orleans.Streams.Durable;

/// <summary>A dead letter as it is stored.</summary>
internal sealed record DeadLetterRow(
    long Id, string Stream, Guid Subscription, string Grain, long Number, int Index, long Time, int Attempts, string Error, string Data);

/// <summary>Reads the dead letters.</summary>
internal static class DeadLetterTable
{
    private const string Columns = "id, stream, subscription, grain, number, event, time, attempts, error, data";

    public static List<DeadLetterRow> List(DurableStore store, string provider, string? owner, long before, int limit) =>
        store.Read((Prefix: StreamName.Prefix(provider), owner, before, limit), static (session, wanted) => Read(
            session[
                $"""
                SELECT {Columns} FROM stream_dead_letters
                WHERE id < ?1 AND substr(stream, 1, length(?2)) = ?2
                    AND (?3 = '' OR substr(grain, instr(grain, '/') + 1) = ?3 OR substr(grain, instr(grain, '/') + 1, length(?3) + 1) = ?3 || '/')
                ORDER BY id DESC LIMIT ?4
                """]
                .Bind(1, wanted.before).Bind(2, wanted.Prefix).Bind(3, wanted.owner ?? "").Bind(4, wanted.limit)));

    public static DeadLetterRow? Find(DurableStore store, string provider, long id) =>
        store.Read((Prefix: StreamName.Prefix(provider), id), static (session, wanted) => Read(
            session[$"SELECT {Columns} FROM stream_dead_letters WHERE id = ?1 AND substr(stream, 1, length(?2)) = ?2"]
                .Bind(1, wanted.id).Bind(2, wanted.Prefix)) is [var found, ..] ? found : null);

    private static List<DeadLetterRow> Read(SqliteStatement statement)
    {
        var rows = new List<DeadLetterRow>();
        while (statement.Read())
        {
            rows.Add(new DeadLetterRow(
                statement.Integer(0), statement.Text(1), Guid.ParseExact(statement.Text(2), "N"), statement.Text(3), statement.Integer(4),
                (int)statement.Integer(5), statement.Integer(6), (int)statement.Integer(7), statement.Text(8), Encoding.UTF8.GetString(statement.Blob(9))));
        }

        statement.Reset();
        return rows;
    }
}

/// <summary>Removes a dead letter. Tells whether it was there.</summary>
internal sealed class DeadLetterRemove(long id) : StoreWrite<bool>
{
    private bool _removed;

    protected override bool Result => _removed;

    public override void Apply(SqliteSession session) =>
        _removed = session["DELETE FROM stream_dead_letters WHERE id = ?1"].Bind(1, id).Execute() == 1;
}

/// <summary>Notes that a dead letter was tried once more, in vain.</summary>
internal sealed class DeadLetterTried(long id, long time, string error) : StoreWrite<bool>
{
    protected override bool Result => true;

    public override void Apply(SqliteSession session) => session[
        "UPDATE stream_dead_letters SET attempts = attempts + 1, time = ?2, error = ?3 WHERE id = ?1"].Bind(1, id).Bind(2, time).Bind(3, error).Execute();
}
