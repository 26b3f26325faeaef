namespace Orleans.Storage.Sqlite;

/// <summary>Stores or removes one state if the stored version is still the expected one.</summary>
/// <param name="row">The key.</param>
/// <param name="expected">The etag the caller read; 0 when it found nothing.</param>
internal abstract class ConditionalStateWrite(StateRow row, long expected) : StoreWrite<StateOutcome>
{
    private const string Where = "WHERE grain = ?1 AND name = ?2 AND provider = ?3";
    private StateOutcome _outcome;

    protected override StateOutcome Result => _outcome;
    protected StateRow Row { get; } = row;
    protected long Expected { get; } = expected;

    public override void Apply(SqliteSession session) =>
        _outcome = Try(session) ? new StateOutcome(true, 0) : Conflict(session);

    /// <returns>False when another version is stored.</returns>
    protected abstract bool Try(SqliteSession session);

    protected long Stored(SqliteSession session)
    {
        var statement = Row.Bind(session["SELECT etag FROM state " + Where], 1);
        var etag = statement.Read() ? statement.Integer(0) : 0;
        statement.Reset();
        return etag;
    }

    private StateOutcome Conflict(SqliteSession session) => new(false, Stored(session));
}

internal sealed class StateWrite(StateRow row, long expected, long etag, ReadOnlyMemory<byte> data) : ConditionalStateWrite(row, expected)
{
    public override int Size => 256 + data.Length;

    protected override bool Try(SqliteSession session) => Expected == 0
        ? Row.Bind(
            session["INSERT INTO state(etag, data, grain, name, provider) VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING"]
                .Bind(1, etag).BindBlob(2, data.Span), 3).Execute() == 1
        : Row.Bind(
            session["UPDATE state SET etag = ?1, data = ?2 WHERE grain = ?3 AND name = ?4 AND provider = ?5 AND etag = ?6"]
                .Bind(1, etag).BindBlob(2, data.Span).Bind(6, Expected), 3).Execute() == 1;
}

internal sealed class StateClear(StateRow row, long expected) : ConditionalStateWrite(row, expected)
{
    public override int Size => 256;

    protected override bool Try(SqliteSession session) => Expected == 0
        ? Stored(session) == 0
        : Row.Bind(session["DELETE FROM state WHERE grain = ?1 AND name = ?2 AND provider = ?3 AND etag = ?4"].Bind(4, Expected), 1)
            .Execute() == 1;
}
