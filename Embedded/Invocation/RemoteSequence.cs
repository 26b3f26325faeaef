using Orleans.Runtime;

namespace Orleans.Engine;

/// <summary>The caller's end of a sequence that a grain produces: each request brings what is ready, up to a batch.</summary>
internal sealed class RemoteSequence<TItem>(Proxy reference, SequenceCall<TItem> call) : IAsyncEnumerable<TItem>
{
    private readonly CancellationToken _given = call.GivenToken;

    public IAsyncEnumerator<TItem> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new RemoteEnumerator<TItem>(reference, call, CancellationTokenSource.CreateLinkedTokenSource(_given, cancellationToken));
}

/// <inheritdoc cref="RemoteSequence{TItem}"/>
internal sealed class RemoteEnumerator<TItem>(Proxy reference, SequenceCall<TItem> call, CancellationTokenSource stop) : IAsyncEnumerator<TItem>
{
    private const int MaxBatch = 100;

    private readonly CancellationTokenSource _stopGrain = new();
    private readonly Queue<TItem> _batch = new();
    private IAsyncEnumerator<TItem>? _source;
    private Activation? _producer;
    private Task<bool>? _pending;
    private bool _ended;

    public TItem Current { get; private set; } = default!;

    public async ValueTask<bool> MoveNextAsync()
    {
        stop.Token.ThrowIfCancellationRequested();
        if (_batch.Count == 0 && !_ended)
        {
            await reference.Class.Silo.RunTurnAsync(reference, SequenceMethods.Of(call.Method), FillAsync, this, call, stop.Token);
        }

        if (!_batch.TryDequeue(out var item))
        {
            return false;
        }

        Current = item;
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is not null)
        {
            await reference.Class.Silo.RunTurnAsync(reference, SequenceMethods.Of(call.Method), CloseAsync, this, call, default);
        }

        stop.Dispose();
        _stopGrain.Dispose();
    }

    private static async Task FillAsync(IGrainContext context, RemoteEnumerator<TItem> self, CancellationToken token)
    {
        // The token of this turn is cancelled in the grain's turn; hand that on to the method.
        using var registration = token.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), self._stopGrain);
        self.Open((Activation)context);
        var next = self._pending ?? self._source!.MoveNextAsync().AsTask();
        self._pending = null;
        while (await next)
        {
            self._batch.Enqueue(self._source!.Current);
            if (self._batch.Count >= MaxBatch)
            {
                return;
            }

            next = self._source.MoveNextAsync().AsTask();
            if (!next.IsCompleted)
            {
                // What is there goes out now; the next request waits for the rest.
                self._pending = next;
                return;
            }
        }

        self._ended = true;
    }

    private static async Task CloseAsync(IGrainContext context, RemoteEnumerator<TItem> self, CancellationToken token)
    {
        if (self._source is not { } source || !ReferenceEquals(context, self._producer))
        {
            return;
        }

        self._source = null;
        if (self._pending is { } pending)
        {
            await self._stopGrain.CancelAsync();
            await pending.ContinueWith(static _ => { }, TaskScheduler.Default);
        }

        await source.DisposeAsync();
    }

    private void Open(Activation activation)
    {
        if (_source is not null && !ReferenceEquals(_producer, activation))
        {
            throw new InvalidOperationException(
                $"Grain {activation.GrainId} was deactivated while its sequence {call.Method} was being read; call it again to read it from the start.");
        }

        if (_source is null)
        {
            call.ReplaceToken(_stopGrain.Token);
            _producer = activation;
            _source = call.OpenOn(activation.Instance).GetAsyncEnumerator(_stopGrain.Token);
        }
    }
}
