using System.Collections.Immutable;
using Supertrack.Core.Healing.Notice;
using Supertrack.Core.Healing.Rollout;
using Supertrack.Core.Syncing;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Interfaces.Notices;
using Supertrack.Grains.Notices;

namespace Supertrack.Grains.Connectors;

/// <summary>What is noticed about runs that ended well. Each stream's notice grain judges; what follows is in <see cref="NoticeDecision"/>.</summary>
public sealed partial class ConnectorGrain
{
    private const int MostFindings = 50;

    public async Task<ConnectorView> AcceptFindingsAsync(string? stream, string? measure)
    {
        var present = Existing();
        var accepted = present.Findings.Where(finding => (stream is null || finding.Stream == stream) && (measure is null || finding.Measure == measure)).ToList();
        if (accepted.Count == 0)
            throw new NotFoundException($"Connector {_id} has no such finding. GET .../findings lists those that stand.");
        foreach (var name in accepted.Where(finding => finding.Kind != FindingViews.Probe).Select(finding => finding.Stream).Distinct())
            await Notice(name).AcceptAsync(measure);
        var left = present.Findings.RemoveAll(accepted.Contains);
        var calm = present.Phase == ConnectorPhase.Degraded && present.Run?.Status == RunStatus.Succeeded && !NoticeDecision.Of(Told(left)).Suspicious;
        await StoreAsync(present with { Findings = left, Phase = calm ? ConnectorPhases.Move(present.Phase, ConnectorPhase.Active) : present.Phase });
        return await AnnounceAsync("connector.findings_accepted");
    }

    /// <summary>Has every stream of a run that ended well held against its history. A run that cannot be judged stands all the same.</summary>
    private async Task<Noticed> NoticedAsync(ConnectorState present, RunState run)
    {
        if (!notices.Watches || run.Status != RunStatus.Succeeded)
            return Noticed.Nothing;
        try
        {
            var comparable = Guarded(present) || present.Repair?.Stage == RepairStage.Retrying;
            var verdicts = await Task.WhenAll(run.Streams.Select(stream => Notice(stream.Stream).JudgeAsync(new RunOutline
            {
                Run = run.Number,
                StartedAt = run.StartedAt,
                Pages = stream.Pages,
                Comparable = comparable,
                Key = present.Streams.FirstOrDefault(one => one.Name == stream.Stream)?.PrimaryKey is [var only] && !only.Contains('.', StringComparison.Ordinal) ? only : "",
            })));
            var elsewhere = present.Findings.Where(finding => run.Streams.All(stream => stream.Stream != finding.Stream));
            return new Noticed(
                [.. verdicts.SelectMany(verdict => verdict.OfRun).Take(MostFindings)],
                [.. verdicts.SelectMany(verdict => verdict.Open).Concat(elsewhere).Take(MostFindings)]);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            GrainLog.NotJudged(log, error, run.Number, this.GetPrimaryKeyString());
            return Noticed.Nothing;
        }
    }

    /// <summary>A run ended well and no repair is under way: it is active, degraded by what was noticed, or what is missing is searched for.</summary>
    private ConnectorState Sound(ConnectorState present, NoticeDecision noticed, DateTimeOffset now)
    {
        if (RepairTransitions.MayBegin(present.Repair, noticed.Repair, present.ManifestVersion, repairs, now) && !NoticeDecision.WasLookedInto(present.Repair, noticed.Repair, repairs, now))
            return Begun(present, noticed.Repair, noticed.Text, now);
        var suspicious = NoticeDecision.Of(Told(present.Findings)).Suspicious;
        return present with { Phase = ConnectorPhases.Move(present.Phase, suspicious ? ConnectorPhase.Degraded : ConnectorPhase.Active) };
    }

    /// <summary>What a run says about a repair whose streams came with findings that another manifest could mend; null where it showed none.</summary>
    private EndedRun? Doubted(RunState run, NoticeDecision noticed) => state.State.Repair is { } repair && noticed.Repair.Any(repair.Streams.Contains)
        ? Ended(run) with { Succeeded = false, Failure = noticed.Text, Doubts = [noticed.Text] }
        : null;

    private async Task AnnounceNoticedAsync(Noticed noticed)
    {
        if (noticed.OfRun.IsEmpty)
            return;
        var view = RunView();
        var fresh = noticed.OfRun.Where(finding => finding.Runs == 1).ToList();
        if (noticed.Decision.Suspicious)
        {
            GrainLog.RunSuspicious(log, state.State.Run!.Number, this.GetPrimaryKeyString(), noticed.Decision.Text);
            await projection.TellAsync(_tenant, "run.suspicious", $"{Subject}/runs/{view.Id}", view);
        }
        foreach (var announcement in fresh.Where(finding => finding.Kind == FindingViews.Announced))
            await projection.TellAsync(_tenant, "connector.deprecation", Subject, announcement);
    }

    private static IEnumerable<(string Stream, Finding Finding)> Told(IEnumerable<FindingView> views) => views.Select(view => (view.Stream, FindingViews.Finding(view)));

    private INoticeGrain Notice(string stream)
    {
        seal.ActAsPlatform(_tenant, "connector/" + _id);
        return GrainFactory.GetGrain<INoticeGrain>(GrainKeys.Schema(_tenant, _id, stream));
    }

    /// <param name="OfRun">What the run showed.</param>
    /// <param name="Open">What stands now; null where nothing was judged.</param>
    private sealed record Noticed(ImmutableArray<FindingView> OfRun, ImmutableArray<FindingView>? Open)
    {
        public static Noticed Nothing { get; } = new([], null);

        public NoticeDecision Decision { get; } = NoticeDecision.Of(Told(OfRun));
    }
}
