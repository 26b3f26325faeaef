using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>
/// Lets idle activations go before their time while memory is short: those whose time would come first, and as many as bring the usage down to its
/// target, taking each for an equal share of it.
/// </summary>
internal sealed class MemoryShedder : IDisposable
{
    private readonly Silo _silo;
    private readonly IMemoryReading _memory;
    private readonly GrainCollectionOptions _options;
    private readonly ITimer _timer;
    private int _seenCollections;

    public MemoryShedder(Silo silo, IMemoryReading memory)
    {
        _silo = silo;
        _memory = memory;
        _options = silo.Collection;
        _timer = silo.Time.CreateTimer(
            static state => ((MemoryShedder)state!).OnTick(), this, _options.MemoryUsagePollingPeriod, _options.MemoryUsagePollingPeriod);
    }

    public void Dispose() => _timer.Dispose();

    private void OnTick()
    {
        var collections = _memory.FullCollections;
        if (collections <= _seenCollections)
        {
            // What was let go last time has not been collected yet: shedding again would let go of too much.
            return;
        }

        var used = _memory.UsedPercentage;
        var count = _silo.Classes.Sum(c => c.Count);
        if (used <= _options.MemoryUsageLimitPercentage || Surplus(count, used) is not (> 0 and var surplus))
        {
            return;
        }

        _seenCollections = collections;
        var shed = Shed(surplus, used);
        _silo.Log.Shedding(used, _options.MemoryUsageLimitPercentage, shed, count);
    }

    private int Surplus(int count, double used) => count - (int)Math.Floor(count * _options.MemoryUsageTargetPercentage / used);

    private int Shed(int surplus, double used)
    {
        var now = _silo.Time.GetUtcNow();
        var reason = new DeactivationReason(
            DeactivationReasonCode.HighMemoryPressure, $"Memory is {used:0.0} % full; the limit is {_options.MemoryUsageLimitPercentage} %.");
        var idle = _silo.Classes
            .Where(c => c.IsCollected)
            .SelectMany(c => c.Activations)
            .Where(activation => activation.IsCollectable(now))
            .Select(activation => (Activation: activation, activation.LastUsed))
            .OrderBy(one => one.LastUsed + one.Activation.Class.AgeLimit.TotalSeconds)
            .Take(surplus)
            .ToList();
        foreach (var (activation, lastUsed) in idle)
        {
            activation.CollectIfIdle(lastUsed, reason);
        }

        return idle.Count;
    }
}
