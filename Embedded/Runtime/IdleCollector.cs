namespace Orleans.Runtime;

/// <summary>Moves the silo's coarse clock and lets activations go that nobody has used for their class's age limit.</summary>
internal sealed class IdleCollector : IDisposable
{
    /// <summary>The grain of the coarse clock.</summary>
    private static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(1);

    private readonly Silo _silo;
    private readonly ITimer _timer;
    private readonly long _started;
    private TimeSpan _lastCollection;

    public IdleCollector(Silo silo)
    {
        _silo = silo;
        _started = silo.Time.GetTimestamp();
        _timer = silo.Time.CreateTimer(static state => ((IdleCollector)state!).OnTick(), this, TickPeriod, TickPeriod);
    }

    public void Dispose() => _timer.Dispose();

    private void OnTick()
    {
        var elapsed = _silo.Time.GetElapsedTime(_started);
        _silo.Tick = (int)elapsed.TotalSeconds;
        if (elapsed - _lastCollection >= _silo.Collection.CollectionQuantum)
        {
            _lastCollection = elapsed;
            Collect();
        }
    }

    private void Collect()
    {
        var now = _silo.Time.GetUtcNow();
        var count = 0;
        foreach (var grainClass in _silo.Classes.Where(c => c.IsCollected))
        {
            var reason = new DeactivationReason(DeactivationReasonCode.ActivationIdle, $"Not used for {grainClass.AgeLimit}.");
            var limit = (int)Math.Min(grainClass.AgeLimit.TotalSeconds, int.MaxValue / 2);
            foreach (var activation in grainClass.Activations)
            {
                var lastUsed = activation.LastUsed;
                if (_silo.Tick - lastUsed >= limit && activation.IsCollectable(now))
                {
                    activation.CollectIfIdle(lastUsed, reason);
                    count++;
                }
            }
        }

        if (count > 0)
        {
            _silo.Log.Collecting(count);
        }
    }
}
