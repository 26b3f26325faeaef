using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Memory;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>What worked for the same host before, all of it at once; tried before anything else and proved like anything else.</summary>
/// <param name="known">Newest first.</param>
public sealed class Remembered(IReadOnlyList<RememberedRepair> known) : IRepairStrategy
{
    private const int Most = 3;

    public IEnumerable<Proposal> Propose(RepairEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return evidence.Steps.Count > 0 || HostOf(evidence.Observed) is not { Length: > 0 } host
            ? []
            : known.Where(repair => repair.Host == host).Take(Most).Select(repair => Carried(evidence.Stream, repair)).OfType<Proposal>();
    }

    /// <summary>The host that a trial read; empty where it sent nothing.</summary>
    public static string HostOf(Observation observed) =>
        (observed.Exchanges.FirstOrDefault(exchange => !exchange.GivesToken) ?? observed.Failure?.Exchange) is { } first && Uri.TryCreate(first.Url, UriKind.Absolute, out var url) ? url.Authority : "";

    private static Proposal? Carried(StreamView stream, RememberedRepair repair)
    {
        var (parts, now) = (new List<Proposal>(), stream);
        foreach (var change in repair.Changes)
        {
            if (CarriedChange.To(now, change) is not { } operation) continue;
            parts.Add(new Proposal(change.Strategy, change.Why, [operation], 0));
            now = now.With([operation]);
        }
        return parts.Count == 0 ? null : new Proposal("remembered", $"first what worked for {repair.Stream} of {repair.Connector} on {repair.Host}", [.. parts.SelectMany(part => part.Operations)], 0) { Parts = parts };
    }
}
