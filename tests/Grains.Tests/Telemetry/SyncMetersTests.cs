using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Supertrack.Core.Connectors;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Telemetry;
using Supertrack.Grains.Tests.Connectors;

namespace Supertrack.Grains.Tests.Telemetry;

public sealed class SyncMetersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("supertrack-meters-").FullName;
    private readonly ConcurrentDictionary<string, double> _sums = new();
    private readonly MeterListener _listener = new();

    [Fact]
    public async Task Runs_chunks_records_and_failures_are_counted()
    {
        var source = new CountingSource(pages: 20, pageSize: 10) { FailAtPage = 5 };
        source.FailNext(new ConnectorException(FailureKind.Transient, "503. It is tried again."));
        await using var silo = await TestSilo.StartAsync(_folder, source);
        Listen(silo.Meters);
        await silo.Connector("crm").RegisterAsync(new ConnectorDefinition { Manifest = "kind: any", Config = "{}" });
        var run = await silo.Connector("crm").StartRunAsync(new RunRequest());
        await silo.WaitAsync("crm", run.Id, "succeeded");
        Assert.Equal(1, _sums["supertrack.sync.runs.started trigger=manual"]);
        Assert.Equal(1, _sums["supertrack.sync.runs.ended status=succeeded"]);
        Assert.True(_sums["supertrack.sync.run.duration status=succeeded"] >= 0);
        Assert.Equal(200, _sums["supertrack.sync.records"]);
        Assert.Equal(20, _sums["supertrack.sync.requests"]);
        Assert.True(_sums["supertrack.sync.read"] > 4_000);
        Assert.Equal(_sums["supertrack.sync.read"], _sums["supertrack.sync.stored"]);
        Assert.Equal(0, _sums["supertrack.sync.misfits"]);
        Assert.Equal(1, _sums["supertrack.sync.failures code=transient"]);
        Assert.True(_sums.ContainsKey("supertrack.sync.chunk.duration"));
    }

    private void Listen(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == SyncMeters.Name && instrument.Meter.Scope == meters)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name;
        foreach (var (tag, given) in tags)
            name += $" {tag}={given}";
        _sums.AddOrUpdate(name, value, (_, before) => before + value);
    }

    public void Dispose()
    {
        _listener.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
