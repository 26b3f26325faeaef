using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Supertrack.Engine.Tests.Grains;

/// <summary>Each method opens "{point}:begun" and goes on when "{point}:go" is opened.</summary>
public interface IGateGrain : IGrainWithStringKey
{
    Task Pass(string point);
    [AlwaysInterleave] Task PassAlways(string point);
    [ReadOnly] Task Read(string point);
    Task MayPass(string point);
}

public interface IPlainGateGrain : IGateGrain;

public interface IReentrantGateGrain : IGateGrain;

public abstract class GateGrain : Grain, IGateGrain
{
    public Task Pass(string point) => GoThrough(point);
    public Task PassAlways(string point) => GoThrough(point);
    public Task Read(string point) => GoThrough(point);
    public Task MayPass(string point) => GoThrough(point);

    private static async Task GoThrough(string point)
    {
        Barriers.Open($"{point}:begun");
        await Barriers.WaitAsync($"{point}:go");
    }
}

[MayInterleave(nameof(MayInterleave))]
public sealed class PlainGateGrain : GateGrain, IPlainGateGrain
{
    public static bool MayInterleave(IInvokable request) => request.GetMethodName() == nameof(IGateGrain.MayPass);
}

[Reentrant]
public sealed class ReentrantGateGrain : GateGrain, IReentrantGateGrain;

/// <summary>Calls around a ring of grains back to where it began.</summary>
public interface IRingGrain : IGrainWithStringKey
{
    Task<int> Around(string[] rest, bool allow);
    Task<int> Value();
}

public sealed class RingGrain : Grain, IRingGrain
{
    public async Task<int> Around(string[] rest, bool allow)
    {
        if (!allow)
        {
            return await Next(rest, allow);
        }

        using (RequestContext.AllowCallChainReentrancy())
        {
            return await Next(rest, allow);
        }
    }

    public Task<int> Value() => Task.FromResult(42);

    private async Task<int> Next(string[] rest, bool allow)
    {
        var next = GrainFactory.GetGrain<IRingGrain>(rest[0]);
        return rest.Length == 1 ? await next.Value() : await next.Around(rest[1..], allow);
    }
}
