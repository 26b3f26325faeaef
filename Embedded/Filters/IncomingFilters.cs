using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans.Engine;

/// <summary>The way of a call through the filters of the silo, then those of the grain, to the method.</summary>
internal sealed class IncomingFilters(Activation target, Call call) : IIncomingGrainCallContext
{
    private int _next;
    private Task? _method;
    private object? _result;
    private bool _isReplaced;

    public IInvokable Request => call;
    public object Grain => target.Instance;
    public GrainId? SourceId => call.Source?.GrainId;
    public GrainId TargetId => target.GrainId;
    public IGrainContext TargetContext => target;
    public GrainInterfaceType InterfaceType => GrainInterfaceType.Create(call.Method.InterfaceName);
    public string InterfaceName => call.Method.InterfaceName;
    public string MethodName => call.Method.Name;
    public MethodInfo InterfaceMethod => call.Method.Method;
    public MethodInfo ImplementationMethod => InterfaceMethods.ImplementationOf(InterfaceMethod, target.Class.Class);

    public object? Result
    {
        get => !_isReplaced && _method is { IsCompletedSuccessfully: true } ? call.ResultOf(_method) : _result;
        set
        {
            _result = value;
            _isReplaced = true;
        }
    }

    /// <summary>Where every filter went straight on and the method has finished, its own task is the answer.</summary>
    public static Task Run(Activation target, Call call)
    {
        var filters = new IncomingFilters(target, call);
        var way = filters.Invoke();
        return way.IsCompletedSuccessfully && !filters._isReplaced && filters._method is { } method ? method : call.Through(_ => filters.FinishAsync(way));
    }

    public Task Invoke()
    {
        var filters = target.Silo.IncomingFilters;
        var index = _next++;
        return index < filters.Length ? filters[index].Invoke(this)
            : index == filters.Length && target.Instance is IIncomingGrainCallFilter own ? own.Invoke(this)
            : _method = call.InvokeOn(target.Instance);
    }

    private async Task<object?> FinishAsync(Task way)
    {
        await way;
        return Result;
    }
}
