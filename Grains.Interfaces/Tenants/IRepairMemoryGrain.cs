using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Tenants;

/// <summary>What a tenant's connectors learnt from repairs that were promoted; the key is the tenant. Only the platform itself calls it.</summary>
[Alias("supertrack.repair-memory-grain")]
public interface IRepairMemoryGrain : IGrainWithStringKey
{
    /// <summary>Remembered repairs as JSON texts, newest first; at most 200.</summary>
    [Alias("recall")]
    Task<ImmutableArray<string>> RecallAsync();

    /// <summary>Keeps repairs that were promoted.</summary>
    /// <param name="repairs">JSON texts.</param>
    [Alias("remember")]
    Task RememberAsync(ImmutableArray<string> repairs);
}
