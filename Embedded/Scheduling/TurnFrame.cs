using Orleans.Runtime;

namespace Orleans.Engine;

/// <summary>What a thread was doing before it entered an activation's turn, to put back afterwards.</summary>
internal ref struct TurnFrame
{
    /// <summary>A context without any ambient value: nothing of the caller leaks into a grain but what RequestContext carries.</summary>
    public static readonly ExecutionContext Clean = CaptureClean();

    private SynchronizationContext? _previous;
    private ExecutionContext? _caller;

    public static TurnFrame Enter(Activation activation)
    {
        TurnFrame frame = default;
        var caller = ExecutionContext.Capture();
        if (caller is not null && !ReferenceEquals(caller, Clean))
        {
            frame._caller = caller;
            ExecutionContext.Restore(Clean);
        }

        frame._previous = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(activation);
        return frame;
    }

    public readonly Activation? Source => _previous as Activation;

    public readonly void Leave()
    {
        SynchronizationContext.SetSynchronizationContext(_previous);
        if (_caller is not null)
        {
            ExecutionContext.Restore(_caller);
        }
        else
        {
            RestoreClean();
        }
    }

    /// <summary>Undoes what a method left in the ambient context of the thread.</summary>
    public static void RestoreClean()
    {
        // Null: the caller suppressed the flow of its context, which then is not ours to change.
        if (ExecutionContext.Capture() is { } current && !ReferenceEquals(current, Clean))
        {
            ExecutionContext.Restore(Clean);
        }
    }

    private static ExecutionContext CaptureClean()
    {
        ExecutionContext? clean = null;
        var thread = new Thread(() => clean = ExecutionContext.Capture(), 64 * 1024);
        thread.UnsafeStart();
        thread.Join();
        return clean!;
    }
}
