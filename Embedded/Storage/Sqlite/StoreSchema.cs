namespace Orleans.Storage.Sqlite;

/// <summary>The tables of the engine's database. docs/durability.md says what they mean.</summary>
internal static class StoreSchema
{
    public const int Version = 1;

    private const string Tables =
        """
        CREATE TABLE meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE state(
            provider TEXT NOT NULL, name TEXT NOT NULL, grain TEXT NOT NULL, etag INTEGER NOT NULL, data BLOB NOT NULL,
            UNIQUE(grain, name, provider));
        CREATE TABLE reminders(
            grain TEXT NOT NULL, name TEXT NOT NULL, etag INTEGER NOT NULL, first INTEGER NOT NULL, period INTEGER NOT NULL, due INTEGER NOT NULL,
            PRIMARY KEY(grain, name)) WITHOUT ROWID;
        CREATE INDEX reminders_due ON reminders(due);
        CREATE TABLE stream_log(
            stream TEXT NOT NULL, number INTEGER NOT NULL, time INTEGER NOT NULL, data BLOB NOT NULL,
            PRIMARY KEY(stream, number)) WITHOUT ROWID;
        CREATE TABLE stream_subscriptions(
            id TEXT PRIMARY KEY, stream TEXT NOT NULL, grain TEXT NOT NULL, implicit INTEGER NOT NULL,
            number INTEGER NOT NULL, event INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX stream_subscriptions_stream ON stream_subscriptions(stream);
        CREATE TABLE stream_dead_letters(
            id INTEGER PRIMARY KEY, stream TEXT NOT NULL, subscription TEXT NOT NULL, grain TEXT NOT NULL, number INTEGER NOT NULL,
            event INTEGER NOT NULL, time INTEGER NOT NULL, attempts INTEGER NOT NULL, error TEXT NOT NULL, data BLOB NOT NULL);
        """;

    /// <summary>Prepares the file and counts one more opening.</summary>
    /// <returns>The number of the opening; etags and stream numbers begin with it, so that none is ever given twice.</returns>
    /// <exception cref="DurableStoreException">The file is damaged, or of another program or version.</exception>
    public static long Prepare(SqliteSession session, long? maximumPages)
    {
        session.Run("PRAGMA page_size=4096; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-32768");
        if (maximumPages is { } pages)
            session.Run($"PRAGMA max_page_count={pages}");
        session.Run("BEGIN IMMEDIATE");
        try
        {
            CheckVersion(session);
            session["INSERT INTO meta VALUES('generation', 1) ON CONFLICT(name) DO UPDATE SET value = value + 1"].Execute();
            var generation = Scalar(session, "SELECT value FROM meta WHERE name = 'generation'");
            session.Run("COMMIT");
            return generation;
        }
        catch (DurableStoreException) when (!session.IsOutsideTransaction)
        {
            session.Run("ROLLBACK");
            throw;
        }
    }

    private static void CheckVersion(SqliteSession session)
    {
        var version = Scalar(session, "PRAGMA user_version");
        if (version == Version)
            return;
        if (version != 0 || Scalar(session, "SELECT count(*) FROM sqlite_schema") != 0)
            throw new DurableStoreException(StoreFault.Corrupt, session.File,
                $"{session.File} holds version {version} of some other layout; this program knows version {Version}. "
                + "Use the program that wrote it, or another data folder.");
        session.Run(Tables + $"PRAGMA user_version={Version}");
    }

    private static long Scalar(SqliteSession session, string sql)
    {
        using var statement = new SqliteStatement(session, sql);
        return statement.Read() ? statement.Integer(0) : 0;
    }
}
