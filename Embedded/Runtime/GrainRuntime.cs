using Orleans.Timers;

namespace Orleans.Runtime;

/// <inheritdoc/>
internal sealed class GrainRuntime(Silo silo) : IGrainRuntime, ITimerRegistry
{
    public string SiloIdentity => silo.Name;
    public IGrainFactory GrainFactory => silo.Factory;
    public ITimerRegistry TimerRegistry => this;
    public IServiceProvider ServiceProvider => silo.Services;
    public TimeProvider TimeProvider => silo.Time;

    public void DeactivateOnIdle(IGrainContext grainContext) => grainContext.Deactivate(
        new DeactivationReason(DeactivationReasonCode.ApplicationRequested, $"{nameof(DeactivateOnIdle)} was called."));

    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan) => ((Activation)grainContext).DelayDeactivation(timeSpan);

    public IGrainTimer RegisterGrainTimer<TState>(
        IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return new GrainTimer((Activation)grainContext, token => callback(state, token), options);
    }
}
