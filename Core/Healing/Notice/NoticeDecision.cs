using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Rollout;

namespace Supertrack.Core.Healing.Notice;

/// <summary>What follows from the findings of a run.</summary>
/// <param name="Repair">Streams for which another manifest may bring back what is missing; empty for none.</param>
/// <param name="Suspicious">The run brought what cannot be right, or left its usual range: the connector is degraded.</param>
/// <param name="Text">One line for the timeline; empty without findings.</param>
/// <param name="Class">Of the most decisive finding.</param>
public sealed record NoticeDecision(IReadOnlyList<string> Repair, bool Suspicious, string Text, FailureClass Class)
{
    private const int MostInText = 3;

    public static NoticeDecision Nothing { get; } = new([], false, "", FailureClass.Unknown);

    /// <param name="found">Findings of one run, by stream.</param>
    public static NoticeDecision Of(IEnumerable<(string Stream, Finding Finding)> found)
    {
        var all = found.Where(each => each.Finding.Kind != FindingKind.Announced).OrderBy(each => each.Finding.Kind).ToList();
        if (all.Count == 0) return Nothing;
        var text = string.Join("; ", all.Take(MostInText).Select(each => $"{each.Stream}: {each.Finding.Evidence}")) + (all.Count > MostInText ? $"; and {all.Count - MostInText} more" : "");
        return new([.. all.Where(each => each.Finding.Mendable).Select(each => each.Stream).Distinct()], true, text, all[0].Finding.Class);
    }

    /// <summary>
    /// The same streams were looked into a short while ago and nothing was found to mend: a search at every run would only cost requests.
    /// </summary>
    public static bool WasLookedInto(RepairState? last, IReadOnlyList<string> streams, RepairPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return last is { Stage: RepairStage.Recovered or RepairStage.Promoted, FinishedAt: { } ended } && streams.All(last.Streams.Contains) && now - ended < policy.CoolDown;
    }

    /// <summary>The next step for a person, per finding.</summary>
    public static NextAction ActionFor(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding switch
        {
            { Kind: FindingKind.Announced } => NextAction.PlanChange,
            { Class: FailureClass.PaginationInvalid } => NextAction.ChangePagination,
            { Class: FailureClass.SchemaDrift, Column.Length: > 0 } => NextAction.MapField,
            { Class: FailureClass.RateLimited } => NextAction.Wait,
            { Class: FailureClass.Transient } => NextAction.Retry,
            { Class: FailureClass.DataQuality } => NextAction.Quarantine,
            _ => NextAction.AskHuman,
        };
    }
}
