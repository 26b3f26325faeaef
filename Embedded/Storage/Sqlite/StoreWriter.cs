using Microsoft.Extensions.Logging;

namespace Orleans.Storage.Sqlite;

/// <summary>
/// The one thread that writes. Whatever waits when the disk is free goes into the next transaction together, so the number of
/// writes a second is bounded by the processor and not by the fsyncs the disk can do.
/// </summary>
internal sealed class StoreWriter : IDisposable
{
    private readonly SqliteSession _session;
    private readonly int _maximumBatch;
    private readonly StorePressure _pressure;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _wake = new(false);
    private List<StoreWrite> _incoming = [];
    private bool _idle;
    private bool _closing;
    private volatile DurableStoreException? _fault;

    public StoreWriter(SqliteSession session, SqliteStoreOptions options, StorePressure pressure, ILogger logger)
    {
        _session = session;
        _maximumBatch = options.MaximumBatch;
        _pressure = pressure;
        _logger = logger;
        _thread = new Thread(Run) { IsBackground = true, Name = "store writer" };
        _thread.Start();
    }

    /// <summary>Why the store takes no more writes; null while it does.</summary>
    public DurableStoreException? Fault => _fault;

    /// <summary>Writes of one caller are applied in the order in which they are queued.</summary>
    public void Queue(StoreWrite write)
    {
        Exception? refusal = _fault;
        var wake = false;
        lock (_gate)
        {
            if (_closing)
                refusal ??= new ObjectDisposedException(nameof(StoreWriter), $"The store {_session.File} is closed; the write came after the silo had stopped.");
            if (refusal is null)
            {
                _incoming.Add(write);
                wake = _idle;
                _idle = false;
            }
        }

        if (refusal is not null)
        {
            write.Failed(refusal);
            return;
        }

        _pressure.Add(write.Size);
        if (wake)
            _wake.Set();
    }

    /// <summary>Writes what is queued, then ends. Writes that come later fail.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closing)
                return;
            _closing = true;
            _idle = false;
        }

        _wake.Set();
        _thread.Join();
        _wake.Dispose();
    }

    private void Run()
    {
        var taken = new List<StoreWrite>();
        while (Take(ref taken))
        {
            for (var start = 0; start < taken.Count; start += _maximumBatch)
                Commit(taken.GetRange(start, Math.Min(_maximumBatch, taken.Count - start)));
            taken.Clear();
        }
    }

    private bool Take(ref List<StoreWrite> taken)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_incoming.Count > 0)
                {
                    (taken, _incoming) = (_incoming, taken);
                    return true;
                }

                if (_closing)
                    return false;
                _idle = true;
            }

            _wake.WaitOne();
        }
    }

    private void Commit(List<StoreWrite> batch)
    {
        var error = TryCommit(batch);
        if (error is null)
            Finish(batch, null);
        else if (batch.Count == 1 || error is DurableStoreException { Fault: StoreFault.Busy } || _fault is not null)
            Finish(batch, error);
        else
            // One write that cannot be stored must not take the others with it.
            foreach (var write in batch)
                Finish([write], TryCommit([write]));
    }

    private Exception? TryCommit(List<StoreWrite> batch)
    {
        if (_fault is not null)
            return _fault;
        try
        {
            _session["BEGIN IMMEDIATE"].Execute();
            foreach (var write in batch)
                write.Apply(_session);
            _session["COMMIT"].Execute();
            return null;
        }
#pragma warning disable CA1031 // whatever went wrong is handed to every caller that waits for this transaction
        catch (Exception error)
#pragma warning restore CA1031
        {
            return RollBack(error);
        }
    }

    private Exception RollBack(Exception error)
    {
        try
        {
            if (!_session.IsOutsideTransaction)
                _session["ROLLBACK"].Execute();
        }
        catch (DurableStoreException second)
        {
            error = new DurableStoreException(StoreFault.Failed, _session.File,
                $"{error.Message} The transaction could not be rolled back either: {second.Message}", error);
        }

        if (error is DurableStoreException { IsFinal: true } final)
        {
            _fault = new DurableStoreException(final.Fault, final.File, $"The store takes no more writes: {final.Message}", final);
            StoreLog.WriterStopped(_logger, _session.File, final);
        }

        return error;
    }

    private void Finish(List<StoreWrite> writes, Exception? error)
    {
        foreach (var write in writes)
        {
            _pressure.Remove(write.Size);
            if (error is null)
                write.Committed();
            else
                write.Failed(error);
        }
    }
}
