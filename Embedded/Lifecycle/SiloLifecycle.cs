namespace Orleans.Runtime;

/// <inheritdoc/>
internal sealed class SiloLifecycle : ISiloLifecycle
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    public int HighestCompletedStage { get; private set; } = int.MinValue;
    public int LowestStoppedStage { get; private set; } = int.MaxValue;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var entry = new Entry(this, stage, observer);
        lock (_lock)
        {
            _entries.Add(entry);
        }

        return entry;
    }

    /// <summary>Starts stage by stage; those of one stage at the same time.</summary>
    public async Task StartAsync(CancellationToken token)
    {
        foreach (var stage in Stages().OrderBy(s => s.Key))
        {
            token.ThrowIfCancellationRequested();
            await Task.WhenAll(stage.Select(e => e.Observer.OnStart(token)));
            HighestCompletedStage = stage.Key;
        }
    }

    /// <summary>Stops what has started, in the opposite order; a stage that fails does not keep the others from stopping.</summary>
    public async Task StopAsync(CancellationToken token)
    {
        List<Exception> errors = [];
        foreach (var stage in Stages().Where(s => s.Key <= HighestCompletedStage).OrderByDescending(s => s.Key))
        {
            try
            {
                await Task.WhenAll(stage.Select(e => e.Observer.OnStop(token)));
            }
            catch (Exception error)
            {
                errors.Add(error);
            }

            LowestStoppedStage = stage.Key;
        }

        if (errors.Count > 0)
        {
            throw new AggregateException("The silo did not stop cleanly.", errors);
        }
    }

    private List<IGrouping<int, Entry>> Stages()
    {
        lock (_lock)
        {
            return [.. _entries.GroupBy(e => e.Stage)];
        }
    }

    private sealed class Entry(SiloLifecycle owner, int stage, ILifecycleObserver observer) : IDisposable
    {
        public int Stage { get; } = stage;
        public ILifecycleObserver Observer { get; } = observer;

        public void Dispose()
        {
            lock (owner._lock)
            {
                owner._entries.Remove(this);
            }
        }
    }
}
