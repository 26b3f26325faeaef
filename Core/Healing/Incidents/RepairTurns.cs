using Supertrack.Core.Healing.Rollout;

namespace Supertrack.Core.Healing.Incidents;

/// <summary>Whose repair is searched at a host: one at a time, and the first one tries it for all.</summary>
public sealed record RepairTurns
{
    /// <summary>Whose turn it is; null for nobody's.</summary>
    public RepairTurn? Holder { get; init; }

    /// <summary>In the order in which they asked.</summary>
    public IReadOnlyList<RepairTurn> Waiting { get; init; } = [];

    /// <summary>A repair of the present trouble was proved here: who has the turn only searches with it and need not see it through.</summary>
    public bool Proved { get; init; }

    /// <summary>Asks for the turn; asking again is harmless.</summary>
    public (RepairTurns Turns, bool Granted) Take(string connector, int repair, IncidentPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (Holder is { } holder && holder.Connector == connector)
            return (this with { Holder = holder.Repair == repair ? holder : new RepairTurn(connector, repair, now) }, true);
        var asked = Waiting.FirstOrDefault(one => one.Connector == connector);
        if (Holder is null || now - Holder.Since >= policy.TurnLease)
            return (this with { Holder = new RepairTurn(connector, repair, now), Waiting = Without(connector) }, true);
        if (asked is not null && now - asked.Since >= policy.LongestWait)
            return (this with { Waiting = Without(connector) }, true);
        return asked is null ? (this with { Waiting = [.. Waiting, new RepairTurn(connector, repair, now)] }, false) : (this, false);
    }

    /// <summary>Follows how a connector's repair goes on; who gives the turn back says so by the next stage.</summary>
    /// <param name="repair">Null when the connector has none.</param>
    public RepairTurns Follow(string connector, RepairGlimpse? repair)
    {
        var waits = repair is { Stage: RepairStage.Searching } ? Waiting : Without(connector);
        if (Holder?.Connector != connector)
            return waits.Count == Waiting.Count ? this : this with { Waiting = waits };
        var gone = repair is null || repair.Number > Holder.Repair;
        var over = gone || repair!.FinishedAt is not null || (Proved && repair.Stage != RepairStage.Searching);
        return this with { Holder = over ? null : Holder, Waiting = waits, Proved = Proved || repair?.Stage == RepairStage.Promoted };
    }

    private List<RepairTurn> Without(string connector) => [.. Waiting.Where(one => one.Connector != connector)];
}

/// <param name="Connector">Who.</param>
/// <param name="Repair">The connector's number of the repair.</param>
/// <param name="Since">When the turn was taken, or first asked for.</param>
public sealed record RepairTurn(string Connector, int Repair, DateTimeOffset Since);
