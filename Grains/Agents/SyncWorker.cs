using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Cassettes;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Connectors.Recordings;
using Supertrack.Core.Healing.Notice;
using Supertrack.Core.Storage;
using Supertrack.Core.Syncing;
using Supertrack.Core.Versions;
using Supertrack.Grains.Access;
using Supertrack.Grains.Connectors;
using Supertrack.Grains.Interfaces.Agents;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Schemas;
using Supertrack.Grains.Telemetry;
using Supertrack.Grains.Tenants;

namespace Supertrack.Grains.Agents;

/// <summary>Runs chunks beside the grain's scheduler: reading and storing are blocking or heavy, and nothing of them touches a grain.</summary>
[StatelessWorker(16)]
public sealed partial class SyncWorker(
    SourceCache sources, ChunkRunner runner, RecordingKeeper keeper, IRecordings recordings, RepairProver prover, IWarehouse warehouse, ILake lake, CallerSeal seal, SyncMeters meters,
    NoticePolicy notices, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<SyncWorker> log) : Grain, ISyncWorker
{
    private const int ReportAttempts = 5;

    public async Task RunChunkAsync(ChunkOrder order)
    {
        var sketch = notices.Watches ? new Gathered() : null;
        var result = await DirectedAsync(order, sketch);
        // A silo that stops says nothing: whoever activates the connector next asks again from the stored position.
        if (result is null)
            return;
        await ObserveAsync(order, result);
        await NoticeAsync(order, result, sketch?.Sketch);
        var report = Report(order, result);
        meters.ChunkDone(report);
        seal.ActAsPlatform(order.Source.Tenant, "sync-worker");
        var connector = GrainFactory.GetGrain<IConnectorGrain>(GrainKeys.Connector(order.Source.Tenant, order.Source.Connector));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await connector.ReportChunkAsync(report);
                return;
            }
            catch (Exception error) when (attempt < ReportAttempts)
            {
                // What the chunk stored is safe. Without a report the connector would wait for its deadline before it goes on.
                GrainLog.Unforeseen(log, error, order.Source.Connector);
                await Task.Delay(TimeSpan.FromSeconds(attempt), clock);
            }
        }
    }

    public async Task<Inspection> InspectAsync(SourceOrder order)
    {
        try
        {
            var reach = await GrainFactory.ReachAsync(seal, order.Tenant);
            var streams = await Task.Run(() => sources.StreamsAsync(order, reach, CancellationToken.None));
            return new Inspection { Streams = [.. streams.Values.Select(Describe)] };
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return new Inspection { Failure = ConnectorViews.Failure(RunFailure.From(error)) };
        }
    }

    public async Task<CheckOutcome> CheckAsync(SourceOrder order)
    {
        try
        {
            var reach = await GrainFactory.ReachAsync(seal, order.Tenant);
            var result = await Task.Run(() => sources.Open(order, reach).CheckAsync(CancellationToken.None));
            return new CheckOutcome { Succeeded = result.Succeeded, Message = result.Message };
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return new CheckOutcome { Succeeded = false, Message = RunFailure.From(error).Message };
        }
    }

    public async Task ResetAsync(ResetOrder order)
    {
        foreach (var stream in order.Streams)
        {
            var dataset = new DatasetId(order.Tenant, order.Connector, stream);
            await warehouse.ResetAsync(dataset, order.DropRows, order.LastRun, CancellationToken.None);
            if (!order.DropRows)
                continue;
            await lake.DeleteAsync(dataset, CancellationToken.None);
            await recordings.DeleteAsync(dataset, CancellationToken.None);
        }
    }

    public async Task SettleAsync(SettleOrder order)
    {
        try
        {
            await recordings.SettleAsync(order.Tenant, order.Connector, order.Run, order.Succeeded, keeper.Limits.Runs, CancellationToken.None);
        }
        catch (StorageException error)
        {
            // What stays staged is removed when the next run is settled.
            GrainLog.NotRecorded(log, error, order.Connector, "");
        }
    }

    public async Task UndoAsync(UndoOrder order)
    {
        var report = new UndoReport { Repair = order.Repair };
        try
        {
            foreach (var stream in order.Streams)
            {
                if (await warehouse.UndoAsync(new DatasetId(order.Tenant, order.Connector, stream), order.Journal, order.LastRun, CancellationToken.None) is { } done)
                    report = report with { Restored = report.Restored + done.Restored, Removed = report.Removed + done.Removed, Streams = report.Streams.Add(stream) };
            }
        }
        catch (StorageException error)
        {
            // The connector's deadline asks again: what is done by then is answered once more, the rest is done then.
            GrainLog.NotUndone(log, error, order.Connector, order.Repair);
            return;
        }
        seal.ActAsPlatform(order.Tenant, "sync-worker");
        await GrainFactory.GetGrain<IConnectorGrain>(GrainKeys.Connector(order.Tenant, order.Connector)).ReportUndoAsync(report);
    }

    public async Task<Proof> ProveAsync(ProofOrder order)
    {
        try
        {
            return await Task.Run(() => prover.ProveAsync(order, lifetime.ApplicationStopping), CancellationToken.None);
        }
        catch (Exception error) when (error is StorageException or VersionException or CassetteException)
        {
            GrainLog.NotProved(log, error, order.Repair, order.Source.Connector);
            return new Proof { Without = $"the cases could not be run or made ({error.GetType().Name})" };
        }
    }

    public async Task<VerificationView> VerifyAsync(VerifyOrder order)
    {
        try
        {
            var manifest = ConnectorManifest.Parse(order.Source.Manifest, order.Source.Connector);
            var config = JsonNode.Parse(order.Source.Config)!.AsObject();
            var found = await Task.Run(() => keeper.VerifyAsync(order.Source.Tenant, order.Source.Connector, order.Streams, manifest, config, CancellationToken.None));
            return new VerificationView { Streams = [.. found.Select(Verifications.View)] };
        }
        catch (Exception error) when (error is ConnectorException or StorageException or CassetteException)
        {
            return new VerificationView { Failure = ConnectorViews.Failure(RunFailure.From(error)) };
        }
    }

    /// <summary>Tells the schema what the source declares, and reads as it says.</summary>
    private async Task<ChunkResult?> DirectedAsync(ChunkOrder order, Gathered? gathered)
    {
        SchemaDirections directions;
        TenantReach reach;
        try
        {
            reach = await GrainFactory.ReachAsync(seal, order.Source.Tenant);
            var declared = await Task.Run(() => DeclaredAsync(order, reach));
            seal.ActAsPlatform(order.Source.Tenant, "sync-worker");
            directions = declared is null ? new SchemaDirections(TakesNewFields: true) : await Schema(order).DeclareStreamAsync(declared);
            if (gathered is not null && order.Guarded)
                gathered.Filled = await ExpectedAsync(order);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return Failed(RunFailure.From(error));
        }
        return await Task.Run(() => ReadAsync(order, directions, gathered, reach, lifetime.ApplicationStopping));
    }

    private async Task<StreamDeclaration?> DeclaredAsync(ChunkOrder order, TenantReach reach)
    {
        var streams = await sources.StreamsAsync(order.Source, reach, lifetime.ApplicationStopping);
        return streams.TryGetValue(order.Stream, out var stream) ? new StreamDeclaration(stream.JsonSchema.ToJsonString(), ReliedOn(stream)) : null;
    }

    /// <summary>By its key a connector tells records apart, by its cursor it goes on where it stopped.</summary>
    private static ImmutableArray<string> ReliedOn(StreamDescriptor stream) =>
        [.. stream.PrimaryKey.Select(path => string.Join('.', path)).Append(string.Join('.', stream.CursorField)).Where(field => field.Length > 0).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>A healthy chunk says nothing. What is stored is safe already, and what is not heard now shows again with the next chunk of its kind.</summary>
    private async Task ObserveAsync(ChunkOrder order, ChunkResult result)
    {
        if (result.Observed is not { } observed)
            return;
        try
        {
            seal.ActAsPlatform(order.Source.Tenant, "sync-worker");
            await Schema(order).ObserveAsync(new SchemaObservation(observed, result.Misfits));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            GrainLog.Unforeseen(log, error, order.Source.Connector);
        }
    }

    private ISchemaGrain Schema(ChunkOrder order) => GrainFactory.GetGrain<ISchemaGrain>(GrainKeys.Schema(order.Source.Tenant, order.Source.Connector, order.Stream));

    private async Task<ChunkResult?> ReadAsync(ChunkOrder order, SchemaDirections directions, Gathered? gathered, TenantReach reach, CancellationToken stopping)
    {
        try
        {
            var streams = await sources.StreamsAsync(order.Source, reach, stopping);
            if (!streams.TryGetValue(order.Stream, out var stream))
                return Failed(new RunFailure("configuration", $"The manifest has no stream '{order.Stream}' any more. Change the connector's streams.", Retryable: false));
            var dataset = new DatasetId(order.Source.Tenant, order.Source.Connector, order.Stream);
            var plan = ChunkPlan.For(dataset, order.Run, order.Incremental ? SyncMode.Incremental : SyncMode.FullRefresh, stream) with { Guarded = order.Guarded, Accepted = order.Accepted, Compared = order.Compared, Filled = gathered?.Filled ?? Unwatched };
            plan = plan with { Shape = plan.Shape with { TakesNewMembers = directions.TakesNewFields, Journal = order.Journal.Length > 0 ? order.Journal : null } };
            return await RunAsync(order, plan, stream, gathered, reach, stopping);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return Failed(RunFailure.From(error));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<ChunkResult> RunAsync(ChunkOrder order, ChunkPlan plan, StreamDescriptor stream, Gathered? gathered, TenantReach reach, CancellationToken stopping)
    {
        var mark = keeper.Mark(order.Source.Manifest, order.Source.Config);
        ExchangeTape? tape = null;
        try
        {
            tape = await keeper.BeginAsync(plan.Dataset, order.Run, mark, stream, stopping);
        }
        catch (StorageException error)
        {
            GrainLog.NotRecorded(log, error, order.Source.Connector, order.Stream);
        }
        var sketch = gathered?.Begin(stream);
        var asked = new AskedHost();
        var source = sources.Open(order.Source, reach, transport => asked.Over(Through(tape, sketch, transport)));
        var result = asked.Named(await runner.RunAsync(plan, source, tape, sketch, stopping));
        try
        {
            if (tape is not null)
                await keeper.StoreAsync(plan.Dataset, order.Run, mark, tape, result.PagesSoFar, stopping);
        }
        catch (StorageException error)
        {
            // The records are safe; only the recording ends here.
            GrainLog.NotRecorded(log, error, order.Source.Connector, order.Stream);
        }
        return result;
    }

    private ChunkResult Failed(RunFailure failure)
    {
        if (failure.Code == "internal")
            GrainLog.Unforeseen(log, new InvalidOperationException(failure.Message), "");
        return new ChunkResult { Failure = failure };
    }

    private static StreamInfo Describe(StreamDescriptor stream) => new()
    {
        Name = stream.Name,
        Incremental = stream.SyncModes.Contains(SyncMode.Incremental),
        PrimaryKey = [.. stream.PrimaryKey.Select(path => string.Join('.', path))],
    };

    private static ChunkReport Report(ChunkOrder order, ChunkResult result) => new()
    {
        Run = order.Run,
        Chunk = order.Chunk,
        Stream = order.Stream,
        RecordsSoFar = result.RecordsSoFar,
        PagesSoFar = result.PagesSoFar,
        Records = result.Records,
        Requests = result.Requests,
        BytesRead = result.BytesRead,
        BytesStored = result.BytesStored,
        Misfits = result.Misfits,
        NewColumns = [.. result.NewColumns],
        Duration = result.Duration,
        Quarantined = result.Quarantined,
        Finished = result.Finished,
        Failure = ConnectorViews.Failure(result.Failure),
    };
}
