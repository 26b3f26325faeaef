using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Rows;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>A change to the manifest that may repair it. Nothing is believed of it before a trial.</summary>
/// <param name="Strategy">Who proposes it.</param>
/// <param name="Why">The evidence in one line.</param>
/// <param name="Operations">The patch.</param>
/// <param name="Cost">How far-fetched it is: 1 for what the answer says itself, higher for guesses. Cheaper ones are tried first.</param>
public sealed record Proposal(string Strategy, string Why, IReadOnlyList<PatchOperation> Operations, double Cost)
{
    /// <summary>The proposals that it is made of; itself where it is one change.</summary>
    public IReadOnlyList<Proposal> Parts { get => field ?? [this]; init; }

    /// <summary>Strategy and evidence for a person.</summary>
    public string Text => Parts.Count == 1 && ReferenceEquals(Parts[0], this) ? $"{Strategy}: {Why}" : Why;
}

/// <summary>What a strategy sees.</summary>
/// <param name="Stream">The stream as the manifest of this attempt states it.</param>
/// <param name="Observed">What its trial showed.</param>
/// <param name="Baseline">Rows of the last read that worked.</param>
/// <param name="Good">The first exchange of the last read that worked; null when none is kept.</param>
/// <param name="Steps">Strategies that made this attempt, the first first.</param>
/// <param name="Schema">What a GraphQL API says of itself; null elsewhere.</param>
public sealed record RepairEvidence(StreamView Stream, Observation Observed, RowSet Baseline, ObservedExchange? Good, IReadOnlyList<Proposal> Steps, GraphqlSchema? Schema)
{
    private IReadOnlyList<ObservedExchange>? _pages;

    public TrialFailure? Failure => Observed.Failure;

    /// <summary>Answers with content to requests for the stream itself, in order; those of a token endpoint are left out.</summary>
    public IReadOnlyList<ObservedExchange> Pages => _pages ??= [.. Observed.Exchanges.Where(each => each.Status is >= 200 and < 300 && each.Json is not null && !each.GivesToken)];

    /// <summary>The last answer that came.</summary>
    public ObservedExchange? Last => Failure?.Exchange ?? (Observed.Exchanges.Count > 0 ? Observed.Exchanges[^1] : null);
}

/// <summary>One way to repair. Strategies are independent of each other and pure.</summary>
public interface IRepairStrategy
{
    IEnumerable<Proposal> Propose(RepairEvidence evidence);
}
