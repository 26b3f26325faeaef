using Orleans;
using Orleans.Runtime;

namespace Supertrack.Embedded.Crash.Grains;

public sealed class Ledger
{
    public long Count { get; set; }
}

/// <summary>Counts durably.</summary>
public interface ILedgerGrain : IGrainWithStringKey
{
    Task<long> Add();
    Task<long> Read();
}

public sealed class LedgerGrain([PersistentState("ledger")] IPersistentState<Ledger> ledger) : Grain, ILedgerGrain
{
    public async Task<long> Add()
    {
        ledger.State.Count++;
        await ledger.WriteStateAsync();
        return ledger.State.Count;
    }

    public Task<long> Read() => Task.FromResult(ledger.State.Count);
}
