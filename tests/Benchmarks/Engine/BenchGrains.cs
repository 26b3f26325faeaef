using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Supertrack.Benchmarks.Engine;

public interface IPingGrain : IGrainWithIntegerKey
{
    Task<int> Ping(int value);
}

public sealed class PingGrain : Grain, IPingGrain
{
    public Task<int> Ping(int value) => Task.FromResult(value);
}

public interface IWorkerGrain : IGrainWithIntegerKey
{
    Task<int> Work(int value);
}

[StatelessWorker]
public sealed class WorkerGrain : Grain, IWorkerGrain
{
    public Task<int> Work(int value) => Task.FromResult(value);
}

public interface IBalanceGrain : IGrainWithIntegerKey
{
    Task Write(long value);
}

[GenerateSerializer]
public sealed class Balance
{
    [Id(0)] public long Value { get; set; }
}

public sealed class BalanceGrain([PersistentState("balance")] IPersistentState<Balance> balance) : Grain, IBalanceGrain
{
    public Task Write(long value)
    {
        balance.State.Value = value;
        return balance.WriteStateAsync();
    }
}
