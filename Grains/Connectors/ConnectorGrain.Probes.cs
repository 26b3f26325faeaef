using Supertrack.Core.Healing.Notice;
using Supertrack.Core.Healing.Rollout;
using Supertrack.Core.Syncing;
using Supertrack.Grains.Interfaces.Agents;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Notices;

namespace Supertrack.Grains.Connectors;

/// <summary>Checks between runs that lie far apart: one page of one stream after the other, so that what broke is repaired before the next run.</summary>
public sealed partial class ConnectorGrain
{
    private const string ProbeReminder = "probe";

    private bool _probing;

    public async Task ReportProbeAsync(ProbeReport report)
    {
        var present = Existing();
        var now = clock.GetUtcNow();
        var failures = report.Failure is null ? 0 : (present.Probe?.Failures ?? 0) + 1;
        var probe = new ProbeView { At = now, Stream = report.Stream, Succeeded = report.Failure is null, Failure = report.Failure, Requests = report.Requests, Failures = failures };
        var known = present.Findings.FirstOrDefault(finding => finding.Kind == FindingViews.Probe && finding.Stream == report.Stream);
        var others = present.Findings.RemoveAll(finding => finding == known);
        var found = report.Failure is { } failure ? ProbeNotice.Of(failure.Code, failure.Message, failures) : null;
        var next = present with { Probe = probe, Findings = found is null ? others : others.Insert(0, FindingViews.Of(report.Stream, found) with { Since = known?.Since ?? now, Runs = (known?.Runs ?? 0) + 1 }) };
        await StoreAsync(found is null ? Calmed(next) : Alarmed(next, report, found, now));
        if (report.Failure is { } reason)
            GrainLog.ProbeFailed(log, this.GetPrimaryKeyString(), report.Stream, reason.Code, reason.Message);
        if (found is not null && known is null || found is null && known is not null)
            await AnnounceAsync(found is null ? "probe.recovered" : "probe.failed");
        else
            await ProjectAsync(View(state.State));
        await DriveRepairAsync();
    }

    /// <summary>A tick: state says whether there is anything to check.</summary>
    private async Task ProbeAsync()
    {
        if (!state.RecordExists || !Probed(state.State))
        {
            if (await this.GetReminder(ProbeReminder) is { } reminder)
                await this.UnregisterReminder(reminder);
            _probing = false;
            return;
        }
        var streams = state.State.Streams.Where(stream => stream.Selected).Select(stream => stream.Name).ToList();
        if (streams.Count == 0 || state.State.Run is null or { IsOver: false } || state.State.Repair is { IsOver: false })
            return;
        var turn = (int)(clock.GetUtcNow().Ticks / notices.ProbeEvery.Ticks % streams.Count);
        await Worker().ProbeAsync(new ProbeOrder { Source = Order(state.State.ManifestVersion), Stream = streams[turn], Accepted = AcceptedOf(streams[turn]) });
    }

    private async Task ArmProbeAsync()
    {
        if (_probing || !Probed(state.State))
            return;
        // Spread over the time between two checks, so that a thousand connectors do not ask at once.
        var share = 0.5 + (System.IO.Hashing.XxHash3.HashToUInt64(System.Text.Encoding.UTF8.GetBytes(this.GetPrimaryKeyString())) % 1_000 / 2_000.0);
        await this.RegisterOrUpdateReminder(ProbeReminder, notices.ProbeEvery * share, notices.ProbeEvery);
        _probing = true;
    }

    private bool Probed(ConnectorState present) =>
        notices.ProbeEvery > TimeSpan.Zero && !present.Paused && present.Phase != ConnectorPhase.Retired && ScheduleClock.Interval(present.Schedule, clock.GetUtcNow()) >= 2 * notices.ProbeEvery;

    private static ConnectorState Calmed(ConnectorState present) =>
        present.Phase == ConnectorPhase.Degraded && present.Run?.Status == RunStatus.Succeeded && !NoticeDecision.Of(Told(present.Findings)).Suspicious
            ? present with { Phase = ConnectorPhases.Move(present.Phase, ConnectorPhase.Active) }
            : present;

    private ConnectorState Alarmed(ConnectorState present, ProbeReport report, Finding found, DateTimeOffset now)
    {
        if (present.Run is { IsOver: false } || present.Repair is { IsOver: false })
            return present;
        string[] streams = [report.Stream];
        if (found.Mendable && RepairTransitions.MayBegin(present.Repair, streams, present.ManifestVersion, repairs, now) && !NoticeDecision.WasLookedInto(present.Repair, streams, repairs, now))
        {
            var begun = Begun(present, streams, "check between runs: " + found.Evidence, now);
            return begun with { Repair = begun.Repair! with { Members = [.. report.Failure!.Members.Select(member => $"{report.Stream}.{member}")] } };
        }
        return present.Phase == ConnectorPhase.Active ? present with { Phase = ConnectorPhases.Move(present.Phase, ConnectorPhase.Degraded) } : present;
    }
}
