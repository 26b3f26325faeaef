using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans.Engine;

/// <summary>The way of a call through the filters of the silo, then those of the grain, to the method.</summary>
internal sealed class IncomingFilters(Activation target, Call call) : IIncomingGrainCallContext
{
    private int _next;

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
    public object? Result { get; set; }

    public static Task Run(Activation target, Call call) => call.Through(call => new IncomingFilters(target, call).RunAsync());

    public Task Invoke()
    {
        var filters = target.Silo.IncomingFilters;
        var index = _next++;
        return index < filters.Length ? filters[index].Invoke(this)
            : index == filters.Length && target.Instance is IIncomingGrainCallFilter own ? own.Invoke(this)
            : InvokeMethodAsync();
    }

    private async Task<object?> RunAsync()
    {
        await Invoke();
        return Result;
    }

    private async Task InvokeMethodAsync()
    {
        var task = call.InvokeOn(target.Instance);
        await task;
        Result = call.ResultOf(task);
    }
}
