namespace Supertrack.Core.Healing.Strategies;

/// <summary>A named path may be meant below the base or version of the old one (<c>/jobs/list</c> for <c>/v1/jobs</c> means <c>/v1/jobs/list</c>) or be written without its first slash.</summary>
internal sealed class RelativeRoute : IRepairStrategy
{
    private const int MostHints = 6;

    public IEnumerable<Proposal> Propose(RepairEvidence evidence)
    {
        if (evidence.Failure is not { Exchange: { } exchange } failure || !RouteWriter.IsWrong(failure)) yield break;
        var segments = exchange.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var rooted = RouteText.Paths(exchange.Body).Where(path => path.StartsWith('/')).Select(path => (Path: path, Least: 1));
        var bare = RouteText.Bare(exchange.Said).Select(path => (Path: "/" + path, Least: 0));
        foreach (var (hint, least) in rooted.Concat(bare).Where(hint => hint.Path != exchange.Path && !hint.Path.Contains('?', StringComparison.Ordinal)).DistinctBy(hint => hint.Path).Take(MostHints))
            for (var kept = segments.Length - 1; kept >= least; kept--)
            {
                var below = string.Concat(segments.Take(kept).Select(segment => "/" + segment));
                if (RouteWriter.Patch(evidence.Stream, exchange, below + hint) is { } operations)
                    yield return new Proposal("follow_successor", $"the answer names {hint}, tried below {(below.Length == 0 ? "/" : below)}", operations, 1.4 + (0.1 * (segments.Length - kept)));
            }
    }
}
