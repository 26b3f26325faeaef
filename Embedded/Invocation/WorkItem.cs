namespace Orleans.Engine;

/// <summary>What lies in an activation's mailbox; linked, so that a mailbox costs nothing while empty.</summary>
public abstract class WorkItem
{
    internal WorkItem? Next;
}

/// <summary>The rest of a method that awaited something.</summary>
internal sealed class Continuation(SendOrPostCallback callback, object? state) : WorkItem
{
    public void Run() => callback(state);
}

/// <summary>A request of the engine itself to the activation, run in its turn.</summary>
internal sealed class ControlItem(Action<object?> action, object? state) : WorkItem
{
    public void Run() => action(state);
}
