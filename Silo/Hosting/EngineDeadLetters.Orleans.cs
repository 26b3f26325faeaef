using Supertrack.Core.Storage;

namespace Supertrack.Silo.Hosting;

/// <summary>Memory streams and Event Hubs keep no dead letters: an event that cannot be delivered is logged by Orleans and passed over.</summary>
internal sealed class EngineDeadLetters : IDeadLetters
{
    public IReadOnlyList<DeadLetter> List(string? tenant, long before, int limit) => [];

    public DeadLetter? Find(string? tenant, long id) => null;

    public Task<string?> RetryAsync(long id, CancellationToken cancellationToken) => Task.FromResult<string?>("This engine keeps no dead letters.");

    public Task<bool> DiscardAsync(long id) => Task.FromResult(false);
}
