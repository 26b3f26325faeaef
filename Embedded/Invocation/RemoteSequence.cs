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
    private Task<bool>? _move;
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
        if (_source is not null && _producer is { IsGone: false })
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
        self._move ??= self._source!.MoveNextAsync().AsTask();
        while (await self._move)
        {
            self._batch.Enqueue(self._source!.Current);
            self._move = null;
            if (self._batch.Count >= MaxBatch)
            {
                return;
            }

            self._move = self._source.MoveNextAsync().AsTask();
            if (!self._move.IsCompleted)
            {
                // What is there goes out now; the next request waits for the rest.
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
        if (self._move is { IsCompleted: false } move)
        {
            // A sequence can only be disposed between two items.
            self._stopGrain.Cancel();
            await move.ContinueWith(static _ => { }, TaskScheduler.Default);
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
