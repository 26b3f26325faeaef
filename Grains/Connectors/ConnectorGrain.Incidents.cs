using Supertrack.Core.Healing.Rollout;
using Supertrack.Grains.Interfaces.Incidents;

namespace Supertrack.Grains.Connectors;

/// <summary>What the incidents of the hosts hear of this connector, and its turn to repair there.</summary>
public sealed partial class ConnectorGrain
{
    public Task RepairTurnAsync() => DriveRepairAsync();

    /// <summary>Tells each host how the connector stands with it. What could not be told is told with the next change, and after a restart.</summary>
    private async Task TellIncidentsAsync()
    {
        var present = state.State;
        var untold = new List<string>();
        foreach (var place in present.ToldPlaces)
        {
            try
            {
                await Incidents(place).ReportAsync(Ailments.Report(_id, present, place));
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                GrainLog.IncidentNotTold(log, error, place, this.GetPrimaryKeyString());
                untold.Add(place);
            }
        }
        // Kept with the next write: a report that is made once more changes nothing.
        state.State = state.State with { ToldPlaces = [.. state.State.Ailing.Select(ailment => ailment.Place).Union(untold)] };
    }

    /// <summary>Of all connectors that fail at a host one searches at a time. Waiting is bounded by the host, and a host that cannot be asked holds up nobody.</summary>
    private async Task<bool> WaitsForTurnAsync(RepairState repair)
    {
        if (repair is not { Stage: RepairStage.Searching, AskedAt: null } || Ailments.Host(state.State, repair.Streams) is not { } host)
            return false;
        try
        {
            if (await Incidents(host).TakeTurnAsync(_id, repair.Number) is not { } again)
                return false;
            ArmRepairTimer(again);
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            GrainLog.TurnNotTaken(log, error, host, this.GetPrimaryKeyString());
            return false;
        }
    }

    private IIncidentGrain Incidents(string place)
    {
        seal.ActAsPlatform(_tenant, "connector/" + _id);
        return GrainFactory.GetGrain<IIncidentGrain>(GrainKeys.Incidents(_tenant, place));
    }
}
