namespace Supertrack.Core.Healing.Incidents;

/// <summary>Every decision about the incidents of a host, as pure functions of their state, what was reported, and the time.</summary>
public static class IncidentTransitions
{
    private const int FirstEvents = 20;
    private const int LastEvents = 180;

    /// <summary>Takes in how a connector stands: its failures join the incident of their cause or open one, and what it no longer fails of ends.</summary>
    public static (PlaceState Place, IReadOnlyList<IncidentChange> Changes) Report(PlaceState place, ConnectorHealth health, IncidentPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(health);
        ArgumentNullException.ThrowIfNull(policy);
        var incidents = place.Incidents.ToList();
        var last = place.LastNumber;
        foreach (var ailment in health.Ailments)
        {
            var index = IncidentCorrelation.Find(incidents, health.Connector, ailment, policy);
            if (index < 0 && IncidentCorrelation.IsClosed(incidents, health.Connector, ailment))
                continue;
            if (index < 0)
            {
                incidents.Add(Opened(++last, ailment));
                index = incidents.Count - 1;
            }
            incidents[index] = Joined(incidents[index], health.Connector, ailment);
        }
        for (var index = 0; index < incidents.Count; index++)
            incidents[index] = Followed(incidents[index], health, policy, now);
        var turns = place.Turns.Follow(health.Connector, health.Repair);
        // Trouble that is over proves nothing for the next.
        if (turns.Proved && incidents.TrueForAll(one => one.IsOver))
            turns = turns with { Proved = false };
        return Settled(place with { Incidents = incidents, LastNumber = last, Turns = turns }, place.Incidents, policy);
    }

    /// <summary>A person has seen it.</summary>
    public static (PlaceState Place, IReadOnlyList<IncidentChange> Changes) Acknowledge(PlaceState place, int number, string by, string note, IncidentPolicy policy, DateTimeOffset now) =>
        Decide(place, number, policy, "acknowledged", one => Note(one with { AcknowledgedBy = by }, now, "acknowledged", by, note));

    /// <summary>A person ends it, whatever still fails; a later failure opens it again.</summary>
    public static (PlaceState Place, IReadOnlyList<IncidentChange> Changes) Resolve(PlaceState place, int number, string by, string reason, IncidentPolicy policy, DateTimeOffset now) =>
        Decide(place, number, policy, "resolved", one => Note(
            one with { Status = IncidentStatus.Resolved, ResolvedAt = now, Outcome = "closed", Affected = [.. one.Affected.Select(each => each with { Streams = [] })] },
            now, "resolved", by, reason));

    public static (PlaceState Place, IReadOnlyList<IncidentChange> Changes) Comment(PlaceState place, int number, string by, string text, IncidentPolicy policy, DateTimeOffset now) =>
        Decide(place, number, policy, "commented", one => Note(one, now, "commented", by, text));

    private static (PlaceState Place, IReadOnlyList<IncidentChange> Changes) Decide(
        PlaceState place, int number, IncidentPolicy policy, string what, Func<IncidentState, IncidentState> change)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(policy);
        var incidents = place.Incidents.Select(one => one.Number == number ? IncidentGrading.Graded(change(one), policy) : one).ToList();
        return (place with { Incidents = incidents }, [new IncidentChange(what, incidents.Single(one => one.Number == number))]);
    }

    private static IncidentState Opened(int number, Ailment ailment) => Note(
        new IncidentState { Number = number, Kind = ailment.Kind, OpenedAt = ailment.At, LastFailureAt = ailment.At, Cause = ailment.Message },
        ailment.At, "opened", "", ailment.Message);

    private static IncidentState Joined(IncidentState incident, string connector, Ailment ailment)
    {
        var known = incident.Affected.FirstOrDefault(one => one.Connector == connector);
        if (known is not null && known.Streams.Contains(ailment.Stream) && ailment.At <= incident.LastFailureAt)
            return incident;
        var reopened = incident.IsOver;
        if (reopened)
        {
            incident = Note(
                incident with { Status = IncidentStatus.Reopened, ReopenedAt = ailment.At, ResolvedAt = null, Outcome = "", AcknowledgedBy = "", Worst = IncidentSeverity.Info },
                ailment.At, "reopened", connector, ailment.Message);
        }
        incident = incident with
        {
            LastFailureAt = ailment.At > incident.LastFailureAt ? ailment.At : incident.LastFailureAt,
            Evidence = IncidentCorrelation.WithEvidence(incident.Evidence, connector, ailment),
        };
        var isNew = known is null || known.Streams.Count == 0;
        var affected = known ?? new AffectedConnector { Connector = connector, Since = ailment.At };
        affected = affected with { SoundAt = null, Streams = [.. affected.Streams.Union([ailment.Stream])], Met = [.. affected.Met.Union([ailment.Stream])] };
        incident = incident with { Affected = [.. incident.Affected.Where(one => one.Connector != connector), affected] };
        return isNew && !reopened && incident.Affected.Count > 1 ? Note(incident, ailment.At, "joined", connector, ailment.Message) : incident;
    }

    /// <summary>What of an incident the report ends, and how far its repair has come.</summary>
    private static IncidentState Followed(IncidentState incident, ConnectorHealth health, IncidentPolicy policy, DateTimeOffset now)
    {
        if (incident.IsOver || incident.Affected.FirstOrDefault(one => one.Connector == health.Connector) is not { } known)
            return incident;
        var still = known.Streams.Where(stream => health.Ailments.Any(ailment => ailment.Stream == stream)).ToList();
        var next = still.Count == known.Streams.Count ? known : known with { Streams = still, SoundAt = still.Count == 0 ? now : null };
        if (health.Repair is { } repair && (repair.FinishedAt is null || repair.FinishedAt >= known.Since) && repair.Streams.Any(known.Met.Contains))
            (incident, next) = Repaired(incident, next, repair, now);
        if (!ReferenceEquals(next, known))
            incident = incident with { Affected = [.. incident.Affected.Select(one => one.Connector == health.Connector ? next : one)] };
        if (known.Streams.Count > 0 && still.Count == 0)
            incident = Note(incident, now, "sound", health.Connector, "reads again");
        return incident.Ailing.Any()
            ? IncidentGrading.Graded(incident, policy)
            : Note(incident with { Status = IncidentStatus.Resolved, ResolvedAt = now, Outcome = IncidentCorrelation.Outcome(incident) }, now, "resolved", "", IncidentCorrelation.Outcome(incident));
    }

    private static (IncidentState Incident, AffectedConnector Affected) Repaired(IncidentState incident, AffectedConnector affected, RepairGlimpse repair, DateTimeOffset now)
    {
        var before = affected.Repairs.FirstOrDefault(one => one.Number == repair.Number);
        if (before is not null && (before.Stage, before.Requests, before.FinishedAt) == (repair.Stage, repair.Requests, repair.FinishedAt))
            return (incident, affected);
        var next = affected with { Repairs = [.. affected.Repairs.Where(one => one.Number != repair.Number), repair] };
        if (repair.Class.Length > 0)
            incident = incident with { Class = repair.Class, Cause = repair.Cause.Length > 0 ? repair.Cause : incident.Cause };
        return before?.Stage == repair.Stage
            ? (incident, next)
            : (Note(incident, now, "repair", affected.Connector, $"repair {repair.Number}: {IncidentCorrelation.Name(repair.Stage)}"), next);
    }

    private static (PlaceState Place, IReadOnlyList<IncidentChange> Changes) Settled(PlaceState place, IReadOnlyList<IncidentState> before, IncidentPolicy policy)
    {
        var changes = place.Incidents.Select(one => Change(before.FirstOrDefault(other => other.Number == one.Number), one)).OfType<IncidentChange>().ToList();
        var over = place.Incidents.Count(one => one.IsOver) - policy.Remembered;
        return (place with { Incidents = [.. place.Incidents.Where(one => !one.IsOver || over-- <= 0)] }, changes);
    }

    private static IncidentChange? Change(IncidentState? before, IncidentState now) =>
        ReferenceEquals(before, now) ? null
        : before is null ? new IncidentChange("opened", now)
        : now.IsOver ? before.IsOver ? null : new IncidentChange("resolved", now)
        : before.IsOver ? new IncidentChange("reopened", now)
        : now.Worst > before.Worst ? new IncidentChange("raised", now)
        : before == now ? null : new IncidentChange("changed", now);

    private static IncidentState Note(IncidentState incident, DateTimeOffset at, string what, string by, string detail)
    {
        var timeline = incident.Timeline.Append(new IncidentEvent(at, what, by, detail)).ToList();
        return incident with { Timeline = timeline.Count <= FirstEvents + LastEvents ? timeline : [.. timeline.Take(FirstEvents), .. timeline.TakeLast(LastEvents)] };
    }
}
