namespace Orleans.Runtime;

/// <summary>The observers of one activation's stages.</summary>
internal sealed class GrainLifecycle : IGrainLifecycle
{
    private readonly List<Entry> _entries = [];
    private int _highestStarted = int.MinValue;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        var entry = new Entry(this, stage, observer);
        _entries.Add(entry);
        return entry;
    }

    public async Task StartAsync(int from, int to, CancellationToken token)
    {
        foreach (var entry in _entries.Where(e => e.Stage >= from && e.Stage <= to).OrderBy(e => e.Stage).ToList())
        {
            await entry.Observer.OnStart(token);
            _highestStarted = entry.Stage;
        }
    }

    public async Task StopAsync(CancellationToken token)
    {
        foreach (var entry in _entries.Where(e => e.Stage <= _highestStarted).OrderByDescending(e => e.Stage).ToList())
        {
            await entry.Observer.OnStop(token);
        }
    }

    private sealed class Entry(GrainLifecycle owner, int stage, ILifecycleObserver observer) : IDisposable
    {
        public int Stage { get; } = stage;
        public ILifecycleObserver Observer { get; } = observer;
        public void Dispose() => owner._entries.Remove(this);
    }
}
