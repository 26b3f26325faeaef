using System.Text.Json;
using Supertrack.Core.Healing.Rollout;

namespace Supertrack.Core.Healing.Incidents;

/// <summary>Which incident a failure belongs to.</summary>
internal static class IncidentCorrelation
{
    private const int MostEvidence = 20;

    /// <summary>The incident that the failure is part of, or opens again; -1 for none.</summary>
    public static int Find(List<IncidentState> incidents, string connector, Ailment ailment, IncidentPolicy policy)
    {
        var own = incidents.FindIndex(one => !one.IsOver && Has(one, connector, ailment.Stream, now: true));
        if (own >= 0)
            return own;
        var open = incidents.FindIndex(one => !one.IsOver && Joins(one, ailment, policy));
        return open >= 0
            ? open
            : incidents.FindLastIndex(one => one.IsOver && ailment.At > one.ResolvedAt && ailment.At - one.ResolvedAt <= policy.ReopenWithin
                && one.Kind == ailment.Kind && Has(one, connector, ailment.Stream, now: false));
    }

    /// <summary>A person has closed the incident of this very failure, and it has not failed since.</summary>
    public static bool IsClosed(List<IncidentState> incidents, string connector, Ailment ailment) =>
        incidents.Exists(one => one.IsOver && ailment.At <= one.ResolvedAt && Has(one, connector, ailment.Stream, now: false));

    public static IReadOnlyList<IncidentEvidence> WithEvidence(IReadOnlyList<IncidentEvidence> evidence, string connector, Ailment ailment) =>
        evidence.Count >= MostEvidence || evidence.Any(one => one.Message == ailment.Message)
            ? evidence
            : [.. evidence, new IncidentEvidence(connector, ailment.Stream, ailment.Run, ailment.Message)];

    public static string Outcome(IncidentState incident) =>
        incident.Affected.Any(one => one.Repairs.Any(repair => repair.Stage == RepairStage.Promoted)) ? "repaired" : "recovered";

    public static string Name(RepairStage stage) => JsonNamingPolicy.SnakeCaseLower.ConvertName(stage.ToString());

    private static bool Joins(IncidentState incident, Ailment ailment, IncidentPolicy policy)
    {
        var near = ailment.At - incident.LastFailureAt <= policy.Window;
        return incident.Kind == ailment.Kind ? near || CauseKinds.IsHostWide(ailment.Kind) : near && CauseKinds.AreKin(incident.Kind, ailment.Kind);
    }

    private static bool Has(IncidentState incident, string connector, string stream, bool now) =>
        incident.Affected.Any(one => one.Connector == connector && (now ? one.Streams : one.Met).Contains(stream));
}
