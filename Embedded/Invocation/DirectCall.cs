using Orleans.Runtime;

namespace Orleans.Engine;

/// <summary>A call that runs on the caller's thread; generated code ends it with one of the methods below.</summary>
public ref struct DirectCall
{
    private readonly Activation _activation;
    private readonly MethodDescriptor _method;
    private readonly Proxy _reference;
    private readonly TurnFrame _frame;
    private readonly long _started;

    internal DirectCall(Activation activation, MethodDescriptor method, Proxy reference)
    {
        _activation = activation;
        _method = method;
        _reference = reference;
        var context = RequestContextToPass();
        _frame = TurnFrame.Enter(activation);
        if (context is not null)
        {
            RequestContext.Current = context;
        }

        _started = method.Pace.Start();
    }

    /// <summary>The grain object.</summary>
    public readonly object Target => _activation.Instance;

    public readonly Task<TResult> Leave<TResult>(Task<TResult> task)
    {
        if (task is { IsCompletedSuccessfully: true })
        {
            Close();
            return task;
        }

        return (Task<TResult>)LeaveSlowly(task, new BegunCall<TResult>(_method));
    }

    public readonly Task Leave(Task task)
    {
        if (task is { IsCompletedSuccessfully: true })
        {
            Close();
            return task;
        }

        return LeaveSlowly(task, new BegunVoidCall(_method));
    }

    public readonly ValueTask<TResult> Leave<TResult>(ValueTask<TResult> task)
    {
        if (task.IsCompletedSuccessfully)
        {
            var result = task.Result;
            Close();
            return new ValueTask<TResult>(result);
        }

        return new ValueTask<TResult>(Leave(task.AsTask()));
    }

    public readonly ValueTask Leave(ValueTask task)
    {
        if (task.IsCompletedSuccessfully)
        {
            task.GetAwaiter().GetResult();
            Close();
            return default;
        }

        return new ValueTask(Leave(task.AsTask()));
    }

    /// <summary>The method threw before it returned a task.</summary>
    public readonly Task<TResult> Fail<TResult>(Exception exception) => Leave(Task.FromException<TResult>(exception));

    public readonly Task Fail(Exception exception) => Leave(Task.FromException(exception));

    private readonly Task LeaveSlowly(Task? task, Call call)
    {
        task ??= call.Failed(new InvalidOperationException($"{_activation.Class.Class.Name}.{_method.Name} returned null instead of a task."));
        if (task.IsCompleted)
        {
            _activation.CallFailed(task);
            Close();
            return task;
        }

        call.Reference = _reference;
        call.Source = _frame.Source;
        call.StartedAt = _started;
        _activation.Silo.Pending.Add(call);
        _activation.Track(call, task);
        Close();
        return call.Promise;
    }

    private readonly void Close()
    {
        _method.Pace.Stop(_started);
        _activation.Touch();
        _frame.Leave();
        Proxy.LeaveDepth();
        _activation.Release();
    }

    private static Dictionary<string, object>? RequestContextToPass() => RequestContext.Current;
}
