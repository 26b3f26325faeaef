using Orleans;
using Orleans.Concurrency;

namespace Supertrack.Embedded.Tests.Runtime;

public interface IHolderGrain : IGrainWithStringKey
{
    Task Hold(CancellationToken cancellationToken = default);
    [AlwaysInterleave] Task Release();
    Task HoldOther(string other);
    Task Block(ManualResetEventSlim gate);
    Task<int> Ping();
}

public sealed class HolderGrain : Grain, IHolderGrain
{
    private readonly TaskCompletionSource _released = new();

    public Task Hold(CancellationToken cancellationToken) => _released.Task;

    public Task Release()
    {
        _released.TrySetResult();
        return Task.CompletedTask;
    }

    public async Task HoldOther(string other) => await GrainFactory.GetGrain<IHolderGrain>(other).Hold();

    public Task Block(ManualResetEventSlim gate)
    {
        gate.Wait(TimeSpan.FromSeconds(20));
        return Task.CompletedTask;
    }

    public Task<int> Ping() => Task.FromResult(1);
}

public interface IAgingGrain : IGrainWithIntegerKey
{
    Task<int> Ping();
}

public sealed class AgingGrain : Grain, IAgingGrain
{
    public Task<int> Ping() => Task.FromResult(1);
}

public interface ILastingGrain : IGrainWithIntegerKey
{
    Task<int> Ping();
}

[CollectionAgeLimit(Hours = 2)]
public sealed class LastingGrain : Grain, ILastingGrain
{
    public Task<int> Ping() => Task.FromResult(1);
}

public interface ILedgerGrain : IGrainWithIntegerKey
{
    Task<int> Add();
    Task<int> AddLater();
    Task Leave();
}

/// <summary>Notices when two turns overlap.</summary>
public sealed class LedgerGrain : Grain, ILedgerGrain
{
    private static int _overlaps;

    private int _inCall;
    private int _inTurn;
    private int _count;

    public static int Overlaps => _overlaps;

    public Task<int> Add()
    {
        Enter(ref _inCall);
        Enter(ref _inTurn);
        _count++;
        Leave(ref _inTurn);
        Leave(ref _inCall);
        return Task.FromResult(_count);
    }

    public async Task<int> AddLater()
    {
        Enter(ref _inCall);
        await Task.Yield();
        Enter(ref _inTurn);
        _count++;
        Leave(ref _inTurn);
        await Task.Run(static () => { });
        Enter(ref _inTurn);
        Leave(ref _inTurn);
        Leave(ref _inCall);
        return _count;
    }

    Task ILedgerGrain.Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private static void Enter(ref int flag)
    {
        if (Interlocked.Exchange(ref flag, 1) != 0)
        {
            Interlocked.Increment(ref _overlaps);
        }
    }

    private static void Leave(ref int flag) => Volatile.Write(ref flag, 0);
}
