using System.Runtime.CompilerServices;

namespace Orleans.Engine;

/// <summary>A call that answers with a value.</summary>
public abstract class Call<TResult> : Call
{
    private AsyncTaskMethodBuilder<TResult> _promise;

    protected Call(MethodDescriptor method) : base(method) => _ = _promise.Task;

    internal override Task<TResult> Promise => _promise.Task;

    internal override Task Failed(Exception exception) => Task.FromException<TResult>(exception);
    internal override object? ResultOf(Task task) => ((Task<TResult>)task).GetAwaiter().GetResult();
    internal override Task Through(Func<Call, Task<object?>> filters) => ThroughAsync(filters);

    private async Task<TResult> ThroughAsync(Func<Call, Task<object?>> filters) => (TResult)(await filters(this))!;

    private protected override void SetResult(Task completed)
    {
        if (completed.IsCompletedSuccessfully)
        {
            _promise.SetResult(Unsafe.As<Task<TResult>>(completed).Result);
        }
        else
        {
            _promise.SetException(TaskFailure.Of(completed));
        }
    }

    private protected override void SetException(Exception exception) => _promise.SetException(exception);
}

/// <summary>A call that answers without a value.</summary>
public abstract class VoidCall : Call
{
    private AsyncTaskMethodBuilder _promise;

    protected VoidCall(MethodDescriptor method) : base(method) => _ = _promise.Task;

    internal override Task Promise => _promise.Task;

    internal override Task Failed(Exception exception) => Task.FromException(exception);

    internal override object? ResultOf(Task task)
    {
        task.GetAwaiter().GetResult();
        return null;
    }

    internal override Task Through(Func<Call, Task<object?>> filters) => filters(this);

    private protected override void SetResult(Task completed)
    {
        if (completed.IsCompletedSuccessfully)
        {
            _promise.SetResult();
        }
        else
        {
            _promise.SetException(TaskFailure.Of(completed));
        }
    }

    private protected override void SetException(Exception exception) => _promise.SetException(exception);
}

/// <summary>A call that began on the caller's thread and is not finished.</summary>
internal sealed class BegunCall<TResult>(MethodDescriptor method) : Call<TResult>(method)
{
    protected override Task Invoke(object target) => throw new InvalidOperationException("The call has begun.");
}

/// <inheritdoc cref="BegunCall{TResult}"/>
internal sealed class BegunVoidCall(MethodDescriptor method) : VoidCall(method)
{
    protected override Task Invoke(object target) => throw new InvalidOperationException("The call has begun.");
}
