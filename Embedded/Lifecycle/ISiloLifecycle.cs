namespace Orleans.Runtime;

/// <summary>The lifecycle of the silo.</summary>
public interface ISiloLifecycle : ILifecycleObservable
{
    /// <summary>The highest stage that has started.</summary>
    int HighestCompletedStage { get; }

    /// <summary>The lowest stage that has stopped.</summary>
    int LowestStoppedStage { get; }
}
