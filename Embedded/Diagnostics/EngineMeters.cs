using System.Diagnostics;
using System.Diagnostics.Metrics;
using Orleans.Runtime;

namespace Orleans.Engine;

/// <summary>The meter "Microsoft.Orleans", with the instrument names of Orleans. Tags name grain classes, never keys.</summary>
internal sealed class EngineMeters
{
    private readonly Histogram<double> _latency;
    private readonly Counter<long> _timedOut;
    private readonly Counter<int> _created;
    private readonly Counter<int> _failed;
    private readonly Counter<int> _shutdown;
    private readonly Meter _meter;

    public EngineMeters(IMeterFactory meters)
    {
        _meter = meters.Create("Microsoft.Orleans");
        _latency = _meter.CreateHistogram<double>("orleans-app-requests-latency", "ms");
        _timedOut = _meter.CreateCounter<long>("orleans-app-requests-timedout");
        _created = _meter.CreateCounter<int>("orleans-catalog-activation-created");
        _failed = _meter.CreateCounter<int>("orleans-catalog-activation-failed-to-activate");
        _shutdown = _meter.CreateCounter<int>("orleans-catalog-activation-shutdown");
    }

    /// <summary>Whether somebody wants every call measured; calls then take the longer path.</summary>
    public bool MeasuresCalls => _latency.Enabled;

    public void Observe(Silo silo) => _meter.CreateObservableGauge(
        "orleans-catalog-activations",
        () => silo.Classes.Select(c => new Measurement<int>(c.Count, new KeyValuePair<string, object?>("type", c.Type.ToString()))));

    public void Answered(Call call)
    {
        if (_latency.Enabled && call.StartedAt != 0)
        {
            _latency.Record(
                Stopwatch.GetElapsedTime(call.StartedAt).TotalMilliseconds,
                new("method", call.Method.FullName),
                new("success", call.Promise.IsCompletedSuccessfully));
        }
    }

    public void TimedOut() => _timedOut.Add(1);
    public void Activated(GrainClass grainClass) => Count(_created, grainClass);
    public void ActivationFailed(GrainClass grainClass) => Count(_failed, grainClass);

    public void Deactivated(GrainClass grainClass, DeactivationReasonCode reason)
    {
        if (_shutdown.Enabled)
        {
            _shutdown.Add(1, new("type", grainClass.Type.ToString()), new("reason", reason.ToString()));
        }
    }

    private static void Count(Counter<int> counter, GrainClass grainClass)
    {
        if (counter.Enabled)
        {
            counter.Add(1, new KeyValuePair<string, object?>("type", grainClass.Type.ToString()));
        }
    }
}
