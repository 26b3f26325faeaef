namespace Orleans;

/// <summary>Something that starts stage by stage, lowest first, and stops in the opposite order.</summary>
public interface ILifecycleObservable
{
    /// <param name="observerName">For logs.</param>
    /// <param name="stage">See <see cref="ServiceLifecycleStage"/> and <see cref="Runtime.GrainLifecycleStage"/>.</param>
    /// <param name="observer">Is told when the stage is reached.</param>
    /// <returns>Dispose it to be told no more.</returns>
    IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer);
}

/// <summary>Is told about one stage.</summary>
public interface ILifecycleObserver
{
    Task OnStart(CancellationToken cancellationToken = default);
    Task OnStop(CancellationToken cancellationToken = default);
}

/// <summary>Subscribes itself when the lifecycle is built; every registered one is asked.</summary>
public interface ILifecycleParticipant<TLifecycleObservable>
    where TLifecycleObservable : ILifecycleObservable
{
    void Participate(TLifecycleObservable lifecycle);
}
