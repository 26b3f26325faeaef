namespace Supertrack.Core.Healing.Rollout;

/// <summary>What a run that ended says about a repair.</summary>
/// <param name="Failure">Of a run that failed.</param>
/// <param name="Doubts">What speaks against the version that it read with, for a person; empty for nothing.</param>
/// <param name="Quarantined">Values set aside because they contradict the stored rows.</param>
public sealed record EndedRun(long Number, bool Succeeded, string Failure, IReadOnlyList<string> Doubts, long Quarantined);
