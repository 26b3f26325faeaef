namespace Supertrack.Core.Syncing;

/// <param name="Run">The state to store first.</param>
/// <param name="Ask">The stream to ask a chunk of, under the state's chunk number; null for none.</param>
/// <param name="LookAgainAt">When to decide again if nothing happens before; null when nothing is to be waited for.</param>
public sealed record RunStep(RunState Run, StreamProgress? Ask, DateTimeOffset? LookAgainAt);
