namespace Orleans.Runtime;

/// <summary>The lifecycle of one activation; see <see cref="GrainLifecycleStage"/>.</summary>
public interface IGrainLifecycle : ILifecycleObservable
{
}

/// <summary>The stages of an activation.</summary>
public static class GrainLifecycleStage
{
    public const int First = int.MinValue;

    /// <summary>States are read.</summary>
    public const int SetupState = 1000;

    /// <summary><c>OnActivateAsync</c> and <c>OnDeactivateAsync</c>.</summary>
    public const int Activate = 2000;

    public const int Last = int.MaxValue;
}
