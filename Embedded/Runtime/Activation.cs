namespace Orleans.Runtime;

internal abstract class Activation : SynchronizationContext, IGrainContext
{
    public abstract Silo Silo { get; }
    public abstract GrainReference GrainReference { get; }
    public abstract GrainId GrainId { get; }
    public abstract object? GrainInstance { get; }
    public abstract ActivationId ActivationId { get; }
    public abstract IServiceProvider ActivationServices { get; }
    public abstract IGrainLifecycle ObservableLifecycle { get; }
    public abstract IWorkItemScheduler Scheduler { get; }
    public abstract Task Deactivated { get; }
    public abstract TComponent? GetComponent<TComponent>() where TComponent : class;
    public abstract void SetComponent<TComponent>(TComponent? value) where TComponent : class;
    public abstract void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);
}

internal sealed class Silo(IGrainRuntime runtime)
{
    public IGrainRuntime GrainRuntime { get; } = runtime;
}
