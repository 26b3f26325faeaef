using Orleans;
using Orleans.Runtime;

namespace Supertrack.Benchmarks.Durable;

[GenerateSerializer, Alias("Supertrack.Benchmarks.Account")]
public sealed class AccountState
{
    [Id(0)] public string Owner { get; set; } = "";
    [Id(1)] public long Balance { get; set; }
}

/// <summary>Writes its state at every call.</summary>
public interface IAccountGrain : IGrainWithIntegerKey
{
    Task Deposit(long amount);
}

public sealed class AccountGrain([PersistentState("account")] IPersistentState<AccountState> account) : Grain, IAccountGrain
{
    public Task Deposit(long amount)
    {
        account.State.Balance += amount;
        return account.WriteStateAsync();
    }
}
