namespace Orleans.Runtime;

/// <summary>One activation of a grain, seen from inside.</summary>
public interface IGrainContext : IEquatable<IGrainContext>
{
    GrainReference GrainReference { get; }
    GrainId GrainId { get; }

    /// <summary>The grain's object; null until it is constructed.</summary>
    object? GrainInstance { get; }

    ActivationId ActivationId { get; }
    IServiceProvider ActivationServices { get; }
    IGrainLifecycle ObservableLifecycle { get; }

    /// <summary>Runs work as turns of this activation.</summary>
    IWorkItemScheduler Scheduler { get; }

    /// <summary>Completes when the activation is gone.</summary>
    Task Deactivated { get; }

    TComponent? GetComponent<TComponent>() where TComponent : class;
    void SetComponent<TComponent>(TComponent? value) where TComponent : class;

    /// <summary>Asks the activation to go when the turns it has begun are finished; calls that come later reach a new one.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}

/// <summary>Queues work to the turns of an activation.</summary>
public interface IWorkItemScheduler
{
    void QueueAction(Action action);
    void QueueTask(Task task);
    void QueueAction(Action<object> action, object state);
}

/// <summary>Gives the activation being constructed or running to the services it injects.</summary>
public interface IGrainContextAccessor
{
    IGrainContext GrainContext { get; }
}
