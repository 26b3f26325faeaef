using System.Diagnostics.Metrics;
using Supertrack.Grains.Interfaces.Agents;
using Supertrack.Grains.Interfaces.Connectors;

namespace Supertrack.Grains.Telemetry;

/// <summary>The meter "Supertrack.Sync": what runs do, all tenants together. Tags name kinds of things, never a tenant or a connector.</summary>
public sealed class SyncMeters
{
    public const string Name = "Supertrack.Sync";

    private readonly Counter<long> _started;
    private readonly Counter<long> _ended;
    private readonly Histogram<double> _runSeconds;
    private readonly Counter<long> _records;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _read;
    private readonly Counter<long> _stored;
    private readonly Counter<long> _misfits;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _chunkSeconds;

    public SyncMeters(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(Name);
        _started = meter.CreateCounter<long>("supertrack.sync.runs.started", "{run}", "Runs begun, by what began them.");
        _ended = meter.CreateCounter<long>("supertrack.sync.runs.ended", "{run}", "Runs over, by status.");
        _runSeconds = meter.CreateHistogram<double>("supertrack.sync.run.duration", "s", "From a run's start to its end, by status.");
        _records = meter.CreateCounter<long>("supertrack.sync.records", "{record}", "Records stored.");
        _requests = meter.CreateCounter<long>("supertrack.sync.requests", "{request}", "Requests to sources.");
        _read = meter.CreateCounter<long>("supertrack.sync.read", "By", "Bytes read from sources.");
        _stored = meter.CreateCounter<long>("supertrack.sync.stored", "By", "Bytes of records stored.");
        _misfits = meter.CreateCounter<long>("supertrack.sync.misfits", "{value}", "Values that did not fit their column and were kept beside it.");
        _failures = meter.CreateCounter<long>("supertrack.sync.failures", "{chunk}", "Chunks that failed, by the failure's code.");
        _chunkSeconds = meter.CreateHistogram<double>("supertrack.sync.chunk.duration", "s", "What one chunk took.");
    }

    internal void RunStarted(string trigger) => _started.Add(1, new KeyValuePair<string, object?>("trigger", trigger));

    internal void RunEnded(RunView run)
    {
        var status = new KeyValuePair<string, object?>("status", run.Status);
        _ended.Add(1, status);
        _runSeconds.Record(run.Seconds, status);
    }

    internal void ChunkDone(ChunkReport chunk)
    {
        _records.Add(chunk.Records);
        _requests.Add(chunk.Requests);
        _read.Add(chunk.BytesRead);
        _stored.Add(chunk.BytesStored);
        _misfits.Add(chunk.Misfits);
        _chunkSeconds.Record(chunk.Duration.TotalSeconds);
        if (chunk.Failure is { } failure)
            _failures.Add(1, new KeyValuePair<string, object?>("code", failure.Code));
    }
}
