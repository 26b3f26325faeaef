using System.Collections.Immutable;
using Supertrack.Core.Healing.Memory;
using Supertrack.Grains.Interfaces.Tenants;

namespace Supertrack.Grains.Tenants;

/// <summary>What is kept is decided in <see cref="RepairMemory"/>.</summary>
public sealed class RepairMemoryGrain([PersistentState(StorageNames.RepairMemory, StorageNames.Provider)] IPersistentState<RepairMemoryState> state) : Grain, IRepairMemoryGrain
{
    public Task<ImmutableArray<string>> RecallAsync() => Task.FromResult<ImmutableArray<string>>([.. state.State.Repairs.Select(repair => repair.ToJson())]);

    public async Task RememberAsync(ImmutableArray<string> repairs)
    {
        IReadOnlyList<RememberedRepair> known = state.State.Repairs;
        foreach (var repair in repairs)
            known = RepairMemory.With(known, RememberedRepair.Parse(repair));
        state.State = new RepairMemoryState { Repairs = [.. known] };
        await state.WriteStateAsync();
    }
}

/// <summary>What the grain keeps, newest first.</summary>
public sealed record RepairMemoryState
{
    public ImmutableArray<RememberedRepair> Repairs { get; init; } = [];
}
