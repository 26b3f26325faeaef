using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Orleans.Storage.Sqlite;

/// <summary>
/// The one database of the embedded engine: grain state, reminders, the stream log, its positions and dead letters. Writes share
/// transactions and are acknowledged when they are on the disk; reads see the last commit and wait for nobody.
/// </summary>
internal sealed class DurableStore : IDisposable
{
    private const int CounterBits = 40;
    private readonly ILogger _logger;
    private readonly FileStream _lock;
    private readonly SqliteSession _session;
    private readonly StoreWriter _writer;
    private readonly StoreReaders _readers;
    private readonly StorePressure _pressure;
    private long _counter;
    private int _disposed;

    /// <exception cref="DurableStoreException">The file cannot be used; says why and what to do.</exception>
    public DurableStore(IOptions<SqliteStoreOptions> options, ILogger<DurableStore> logger)
    {
        var settings = options.Value;
        _logger = logger;
        File = Path.GetFullPath(settings.File);
        _lock = StoreFileLock.Take(File);
        try
        {
            _session = SqliteSession.Open(File, SqliteOpenMode.ReadWriteCreate, settings.BusyTimeout);
            try
            {
                var generation = StoreSchema.Prepare(_session, settings.MaximumPages);
                _counter = generation << CounterBits;
                StoreLog.Opened(logger, File, generation);
            }
            catch
            {
                _session.Dispose();
                throw;
            }
        }
        catch
        {
            _lock.Dispose();
            throw;
        }

        _pressure = new StorePressure(settings.MaximumPendingBytes);
        _writer = new StoreWriter(_session, settings, _pressure, logger);
        _readers = new StoreReaders(File, settings.BusyTimeout);
    }

    /// <summary>The full path of the database.</summary>
    public string File { get; }

    /// <summary>Why the store takes no more writes; null while it does.</summary>
    public DurableStoreException? Fault => _writer.Fault;

    /// <summary>A number that this database never gave before, in this process or an earlier one; larger than all before.</summary>
    public long NextNumber() => Interlocked.Increment(ref _counter);

    /// <summary>Complete when the queue of writes has room. Await it before building the bytes of a write.</summary>
    public Task RoomAsync() => _pressure.RoomAsync();

    public void Queue(StoreWrite write) => _writer.Queue(write);

    /// <returns>Completes when the write is on the disk.</returns>
    public Task<TResult> WriteAsync<TResult>(StoreWrite<TResult> write)
    {
        _writer.Queue(write);
        return write.Task;
    }

    public TResult Read<TArgument, TResult>(TArgument argument, Func<SqliteSession, TArgument, TResult> read) => _readers.Read(argument, read);

    /// <summary>Writes what is queued and closes the files.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _writer.Dispose();
        _readers.Dispose();
        _session.Dispose();
        _lock.Dispose();
        StoreLog.Closed(_logger, File);
    }
}
