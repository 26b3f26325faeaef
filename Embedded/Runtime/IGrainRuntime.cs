using Orleans.Timers;

namespace Orleans.Runtime;

/// <summary>What the engine does for a grain.</summary>
public interface IGrainRuntime
{
    string SiloIdentity { get; }
    IGrainFactory GrainFactory { get; }
    ITimerRegistry TimerRegistry { get; }
    IServiceProvider ServiceProvider { get; }
    TimeProvider TimeProvider => TimeProvider.System;
    void DeactivateOnIdle(IGrainContext grainContext);
    void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan);
}
