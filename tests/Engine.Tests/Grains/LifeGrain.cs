using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;

namespace Supertrack.Engine.Tests.Grains;

public interface ILifeGrain : IGrainWithStringKey
{
    /// <summary>The number of this activation among those of the key.</summary>
    Task<int> Activation();

    Task LeaveWhenIdle();
    Task LeaveAndWait(string point);
    Task Stay(TimeSpan time);
}

public sealed class LifeGrain : Grain, ILifeGrain
{
    private static readonly ConcurrentDictionary<string, int> Activations = new();
    public static readonly ConcurrentDictionary<string, DeactivationReasonCode> Reasons = new();

    private int _number;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        _number = Activations.AddOrUpdate(this.GetPrimaryKeyString(), 1, (_, n) => n + 1);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Reasons[this.GetPrimaryKeyString()] = reason.ReasonCode;
        Barriers.Open($"{this.GetPrimaryKeyString()}:deactivated{_number}");
        return Task.CompletedTask;
    }

    public Task<int> Activation() => Task.FromResult(_number);

    public Task LeaveWhenIdle()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task LeaveAndWait(string point)
    {
        DeactivateOnIdle();
        Barriers.Open($"{point}:begun");
        await Barriers.WaitAsync($"{point}:go");
        Barriers.Open($"{point}:ended");
    }

    public Task Stay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }
}

public interface IFragileGrain : IGrainWithStringKey
{
    Task<int> Ping();
}

/// <summary>Fails to activate the first time.</summary>
public sealed class FragileGrain : Grain, IFragileGrain
{
    private static readonly ConcurrentDictionary<string, int> Attempts = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        Attempts.AddOrUpdate(this.GetPrimaryKeyString(), 1, (_, n) => n + 1) == 1
            ? throw new InvalidDataException("not yet")
            : Task.CompletedTask;

    public Task<int> Ping() => Task.FromResult(Attempts[this.GetPrimaryKeyString()]);
}

public interface IBareGrain : IGrainWithStringKey
{
    Task<string> Key();
}

/// <summary>A grain that does not derive from Grain.</summary>
public sealed class BareGrain(IGrainContext context) : IGrainBase, IBareGrain
{
    private bool _active;

    public IGrainContext GrainContext => context;

    public Task OnActivateAsync(CancellationToken token)
    {
        _active = true;
        return Task.CompletedTask;
    }

    public Task<string> Key() => Task.FromResult(_active ? GrainContext.GrainId.Key.ToString()! : "not active");
}
