using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Connectors.Recordings;
using Supertrack.Core.Healing.Notice;
using Supertrack.Core.Storage;
using Supertrack.Core.Syncing;
using Supertrack.Core.Syncing.Drift;
using Supertrack.Grains.Connectors;
using Supertrack.Grains.Interfaces.Agents;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Notices;
using Supertrack.Grains.Tenants;

namespace Supertrack.Grains.Agents;

/// <summary>What a chunk looked like, for the stream's watch, and checks between runs.</summary>
public sealed partial class SyncWorker
{
    /// <summary>Slices may be empty; a page with records in it is looked for in so many.</summary>
    private const int MostProbedPages = 5;

    private static readonly TimeSpan ProbeTime = TimeSpan.FromMinutes(1);
    private static readonly Dictionary<string, double> Unwatched = [];

    public async Task ProbeAsync(ProbeOrder order)
    {
        var reach = await GrainFactory.ReachAsync(seal, order.Source.Tenant);
        var report = await Task.Run(() => ProbedAsync(order, reach, lifetime.ApplicationStopping));
        if (report is null)
            return;
        seal.ActAsPlatform(order.Source.Tenant, "sync-worker");
        await GrainFactory.GetGrain<IConnectorGrain>(GrainKeys.Connector(order.Source.Tenant, order.Source.Connector)).ReportProbeAsync(report);
    }

    private async Task<ProbeReport?> ProbedAsync(ProbeOrder order, TenantReach reach, CancellationToken stopping)
    {
        var notes = new AnswerNotes();
        using var patience = new CancellationTokenSource(ProbeTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, patience.Token);
        RunFailure? failure = null;
        try
        {
            await ReadFirstAsync(order, reach, notes, either.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (OperationCanceledException)
        {
            failure = new RunFailure("transient", $"The first page of {order.Stream} took longer than {ProbeTime.TotalSeconds:0} s. Look at the source's state page.", Retryable: true);
        }
        catch (Exception error)
        {
            failure = RunFailure.From(error);
        }
        return new ProbeReport { Stream = order.Stream, Failure = ConnectorViews.Failure(failure), Requests = notes.Requests };
    }

    /// <summary>Connection, credentials, a page, and its shape against what is stored: whatever is wrong is thrown as a run would throw it.</summary>
    private async Task ReadFirstAsync(ProbeOrder order, TenantReach reach, AnswerNotes notes, CancellationToken cancellationToken)
    {
        var dataset = new DatasetId(order.Source.Tenant, order.Source.Connector, order.Stream);
        var guard = await KnownShape.SampleAsync(warehouse, dataset, cancellationToken) is { } known ? new ShapeGuard(known, order.Accepted) : null;
        var source = sources.Open(order.Source, reach, inner => new AnswerWatch(notes, inner));
        var request = new StreamReadRequest { Stream = order.Stream, SyncMode = SyncMode.FullRefresh, MaxPages = MostProbedPages };
        await foreach (var page in source.ReadAsync(request, cancellationToken))
        {
            if (page.Count == 0)
                continue;
            guard?.Check(page.Lines.Span);
            return;
        }
    }

    private async Task<IReadOnlyDictionary<string, double>> ExpectedAsync(ChunkOrder order)
    {
        var accepted = order.Accepted;
        var filled = await Notice(order).ExpectAsync(order.Incremental);
        return filled.Where(member => !accepted.Contains(member.Name)).ToDictionary(member => member.Name, member => member.NullShare, StringComparer.Ordinal);
    }

    /// <summary>What is not heard costs the watch over this run, and nothing else.</summary>
    private async Task NoticeAsync(ChunkOrder order, ChunkResult result, StreamSketch? sketch)
    {
        // Pages that could not be stored are read again, and would look like repeated ones.
        if (sketch is null || sketch.PagesSoFar != result.PagesSoFar)
            return;
        sketch.Seconds = result.Duration.TotalSeconds;
        try
        {
            seal.ActAsPlatform(order.Source.Tenant, "sync-worker");
            await Notice(order).AddAsync(new ChunkSketch
            {
                Run = order.Run,
                Sketch = [.. sketch.Encode()],
                Cursor = result.State is { } state ? XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(state)).ToString("x16", CultureInfo.InvariantCulture) : null,
            });
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            GrainLog.NotJudged(log, error, order.Run, order.Source.Connector);
        }
    }

    private static IHttpTransport Through(ExchangeTape? tape, StreamSketch? sketch, IHttpTransport transport)
    {
        var taped = tape is null ? transport : tape.Over(transport);
        return sketch is null ? taped : new AnswerWatch(sketch.Answers, taped);
    }

    private INoticeGrain Notice(ChunkOrder order) => GrainFactory.GetGrain<INoticeGrain>(GrainKeys.Schema(order.Source.Tenant, order.Source.Connector, order.Stream));

    /// <summary>What one chunk gathers, and what its pages are held against.</summary>
    private sealed class Gathered
    {
        public StreamSketch? Sketch { get; private set; }

        public IReadOnlyDictionary<string, double>? Filled { get; set; }

        public StreamSketch Begin(StreamDescriptor stream) =>
            Sketch = new StreamSketch(stream.PrimaryKey.All(part => part.Count == 1) ? [.. stream.PrimaryKey.Select(part => part[0])] : []);
    }
}
