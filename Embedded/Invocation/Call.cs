using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans.Engine;

/// <summary>
/// A call in flight: the method, its arguments (in the generated class), and the promise of the answer. Whoever completes
/// the promise first wins: the method, a time-out or a cancellation.
/// </summary>
#pragma warning disable CA1001 // the token source has neither timer nor link, so there is nothing to dispose of
public abstract class Call : WorkItem, IInvokable
#pragma warning restore CA1001
{
    internal Call? RunningNext;
    internal Call? RunningPrevious;
    internal PendingEntry Pending;

    private int _answered;
    private CancellationTokenSource? _cancellation;
    private CancellationTokenRegistration _registration;

    private protected Call(MethodDescriptor method)
    {
        Method = method;
        Options = method.Options;
    }

    public MethodDescriptor Method { get; }
    internal MethodOptions Options { get; }
    internal Proxy? Reference { get; set; }
    internal Activation? Source { get; set; }
    internal Activation? Target { get; set; }
    internal Dictionary<string, object>? Context { get; set; }

    /// <summary>For one activation only, not for its successor.</summary>
    internal bool IsPinned { get; init; }

    /// <summary>False for work that does not keep an activation from being collected.</summary>
    internal bool IsUse { get; init; } = true;

    internal CancellationToken CallerToken => Token;
    internal long StartedAt { get; set; }
    internal Task? Running { get; set; }

    /// <summary>While it runs, calls wait that may not interleave with it.</summary>
    internal bool Blocks { get; set; }

    internal bool IsAnswered => Volatile.Read(ref _answered) != 0;
    internal Guid ReentrancyId => Context is not null && Context.TryGetValue(RequestContext.ReentrancyKey, out var id) ? (Guid)id : Guid.Empty;

    /// <summary>The token among the arguments, as the caller gave it.</summary>
    protected virtual CancellationToken Token
    {
        get => default;
        set { }
    }

    /// <summary>Runs the method on the grain object.</summary>
    protected abstract Task Invoke(object target);

    internal abstract Task Promise { get; }
    internal Task InvokeOn(object target) => Invoke(target);
    internal abstract Task Failed(Exception exception);
    internal abstract object? ResultOf(Task task);

    /// <summary>Runs filters around the call; the task has the type of the method's.</summary>
    internal abstract Task Through(Func<Call, Task<object?>> filters);
    private protected abstract void SetResult(Task completed);
    private protected abstract void SetException(Exception exception);

    /// <summary>Completes the promise as the finished task says.</summary>
    internal void Answer(Task completed)
    {
        if (!TryAnswer())
        {
            return;
        }

        if ((Options & MethodOptions.OneWay) == 0)
        {
            SetResult(completed);
        }
        else if (!completed.IsCompletedSuccessfully)
        {
            Reference?.Class.Silo.Log.OneWayFailed(TaskFailure.Of(completed), Reference.GrainId, Method.Name);
        }
    }

    /// <returns>False when the call was answered before.</returns>
    internal bool Fail(Exception exception)
    {
        if (!TryAnswer())
        {
            return false;
        }

        if ((Options & MethodOptions.OneWay) == 0)
        {
            SetException(exception);
        }

        return true;
    }

    /// <summary>The grain gets a token of its own, cancelled in its turn; the caller stops waiting at once, even while the call is in line.</summary>
    internal void WatchCancellation()
    {
        var outer = Token;
        if (outer.CanBeCanceled)
        {
            _cancellation = new CancellationTokenSource();
            Token = _cancellation.Token;
            _registration = outer.UnsafeRegister(static (state, token) => ((Call)state!).Cancel(token), this);
        }
    }

    internal void Finish()
    {
        // Unregister, because Dispose would wait for a cancellation that is under way.
        _registration.Unregister();
    }

    internal void TimedOut(TimeoutException error)
    {
        if (Fail(error))
        {
            Reference?.Class.Silo.Meters.TimedOut();
        }
    }

    private void Cancel(CancellationToken token)
    {
        if (Target is { } target)
        {
            target.Post(new ControlItem(static call => ((Call)call!)._cancellation?.Cancel(), this));
        }
        else
        {
            _cancellation?.Cancel();
        }

        ThreadPool.UnsafeQueueUserWorkItem(
            static state => state.Call.Fail(new OperationCanceledException(state.Token)), (Call: this, Token: token), preferLocal: false);
    }

    private bool TryAnswer()
    {
        if (Interlocked.Exchange(ref _answered, 1) != 0)
        {
            return false;
        }

        Pending.Remove(this);
        return true;
    }

    public virtual int GetArgumentCount() => 0;
    public virtual object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index));
    public virtual void SetArgument(int index, object value) => throw new ArgumentOutOfRangeException(nameof(index));
    public string GetMethodName() => Method.Name;
    public string GetInterfaceName() => Method.InterfaceName;
    public string GetActivityName() => Method.FullName;
    public MethodInfo GetMethod() => Method.Method;
    public Type GetInterfaceType() => Method.InterfaceType;
    public TimeSpan? GetDefaultResponseTimeout() => Method.ResponseTimeout;
    public object? GetTarget() => Target?.GrainInstance;
}
