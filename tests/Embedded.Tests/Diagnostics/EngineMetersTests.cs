using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Supertrack.Embedded.Tests.Runtime;

namespace Supertrack.Embedded.Tests.Diagnostics;

public sealed class EngineMetersTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, double> _sums = new();

    [Fact]
    public async Task Activations_and_deactivations_are_counted_by_class_and_reason()
    {
        await using var silo = await StartAsync();
        for (var key = 0; key < 5; key++)
            await silo.Grains.GetGrain<IAgingGrain>(key).Ping();
        _listener.RecordObservableInstruments();
        Assert.Equal(5, _sums["orleans-catalog-activation-created type=aging"]);
        Assert.Equal(5, _sums["orleans-catalog-activations type=aging"]);
        _time.Advance(TimeSpan.FromHours(1));
        await TestSilo.UntilAsync(() => silo.CountOf<AgingGrain>() == 0, "the idle grains were collected");
        Assert.Equal(5, _sums["orleans-catalog-activation-shutdown type=aging reason=ActivationIdle"]);
    }

    [Fact]
    public async Task Calls_are_measured_with_their_method_and_time_outs_counted()
    {
        await using var silo = await StartAsync();
        await silo.Grains.GetGrain<IAgingGrain>(1).Ping();
        var call = $"orleans-app-requests-latency method={typeof(IAgingGrain).FullName}/Ping success=True";
        await TestSilo.UntilAsync(() => _sums.ContainsKey(call), "the call was measured; there are: " + string.Join(", ", _sums.Keys));
        var held = silo.Grains.GetGrain<IHolderGrain>("late").Hold();
        _time.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAsync<TimeoutException>(() => held);
        await TestSilo.UntilAsync(() => _sums.GetValueOrDefault("orleans-app-requests-timedout") == 1, "the time-out was counted");
        await silo.Grains.GetGrain<IHolderGrain>("late").Release();
    }

    private async Task<TestSilo> StartAsync()
    {
        var silo = await TestSilo.StartAsync(_time);
        var meters = silo.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Microsoft.Orleans" && instrument.Meter.Scope == meters)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
        return silo;
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name;
        foreach (var (tag, given) in tags)
            name += $" {tag}={given}";
        _sums.AddOrUpdate(name, value, (_, before) => before + value);
    }

    public void Dispose() => _listener.Dispose();
}
