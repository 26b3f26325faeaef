using System.Collections.Concurrent;

namespace Orleans.Storage.Sqlite;

/// <summary>Connections for reading. In WAL mode a reader sees the last commit and neither waits for the writer nor holds it up.</summary>
internal sealed class StoreReaders(string file, TimeSpan busyTimeout) : IDisposable
{
    private const int Kept = 8;
    private readonly ConcurrentBag<SqliteSession> _free = [];
    private volatile bool _disposed;

    /// <summary>Runs a read on the calling thread with a connection of its own.</summary>
    public TResult Read<TArgument, TResult>(TArgument argument, Func<SqliteSession, TArgument, TResult> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_free.TryTake(out var session))
            session = SqliteSession.Open(file, Microsoft.Data.Sqlite.SqliteOpenMode.ReadWrite, busyTimeout);
        try
        {
            var result = read(session, argument);
            Return(session);
            return result;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_free.TryTake(out var session))
            session.Dispose();
    }

    private void Return(SqliteSession session)
    {
        if (_disposed || _free.Count >= Kept)
            session.Dispose();
        else
            _free.Add(session);
    }
}
