using Supertrack.Core.Healing.Classification;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>A named path may be meant below the base or version of the old one: <c>/jobs/list</c> for <c>/v1/jobs</c> means <c>/v1/jobs/list</c>.</summary>
internal sealed class RelativeRoute : IRepairStrategy
{
    public IEnumerable<Proposal> Propose(RepairEvidence evidence)
    {
        if (evidence.Failure is not { Exchange: { } exchange, Diagnosis.Class: FailureClass.EndpointRemoved or FailureClass.EndpointMoved or FailureClass.VersionUnsupported or FailureClass.Unknown }) yield break;
        var segments = exchange.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var hints = RouteText.Paths(exchange.Body).Where(path => path.StartsWith('/') && path != exchange.Path).Take(6).ToList();
        foreach (var hint in hints)
            for (var kept = segments.Length - 1; kept > 0; kept--)
            {
                var wanted = "/" + string.Join('/', segments.Take(kept)) + hint;
                if (SuccessorRoute.Route(evidence.Stream, exchange.Path, wanted) is { } operations)
                    yield return new Proposal("follow_successor", $"the answer names {hint}, tried below /{string.Join('/', segments.Take(kept))}", operations, 1.4 + (0.1 * (segments.Length - kept)));
            }
    }
}
