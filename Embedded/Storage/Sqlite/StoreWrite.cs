namespace Orleans.Storage.Sqlite;

/// <summary>One write on its way into the database. It shares its transaction with others and is acknowledged after the commit.</summary>
internal abstract class StoreWrite
{
    /// <summary>Bytes it holds while it waits; bounds the memory of the queue.</summary>
    public virtual int Size => 64;

    /// <summary>
    /// Executes the statements, on the writer's thread inside a transaction. It may run again when the transaction it shared had to be rolled
    /// back, so it keeps its outcome to itself until <see cref="Committed"/>.
    /// </summary>
    public abstract void Apply(SqliteSession session);

    /// <summary>The transaction is durable. Runs on the writer's thread: no waiting, no foreign code.</summary>
    public abstract void Committed();

    /// <summary>Nothing of this write is stored, unless the fault is <see cref="StoreFault.Failed"/>.</summary>
    public abstract void Failed(Exception error);
}

/// <summary>A write that somebody awaits.</summary>
/// <typeparam name="TResult">What the caller learns.</typeparam>
internal abstract class StoreWrite<TResult> : StoreWrite
{
    // Continuations of grains are queued to the grain's own scheduler straight from the writer's thread; asynchronous ones only
    // keep code without a scheduler from running on that thread.
    private readonly TaskCompletionSource<TResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TResult> Task => _completion.Task;

    /// <summary>Valid after the last <see cref="StoreWrite.Apply"/>.</summary>
    protected abstract TResult Result { get; }

    public override void Committed() => _completion.SetResult(Result);

    public override void Failed(Exception error) => _completion.SetException(error);
}
