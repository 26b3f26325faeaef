using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans.Engine;

/// <summary>The way of a call through the filters where it is made.</summary>
internal sealed class OutgoingFilters(Silo silo, Call call) : IOutgoingGrainCallContext
{
    private int _next;

    public IInvokable Request => call;
    public object Grain => call.Reference!;
    public GrainId? SourceId => call.Source?.GrainId;
    public IGrainContext? SourceContext => call.Source;
    public GrainId TargetId => call.Reference!.GrainId;
    public GrainInterfaceType InterfaceType => GrainInterfaceType.Create(call.Method.InterfaceName);
    public string InterfaceName => call.Method.InterfaceName;
    public string MethodName => call.Method.Name;
    public MethodInfo InterfaceMethod => call.Method.Method;
    public object? Result { get; set; }

    public static Task Run(Silo silo, Call call) => call.Through(call => new OutgoingFilters(silo, call).RunAsync());

    public Task Invoke()
    {
        var filters = silo.OutgoingFilters;
        var index = _next++;
        return index < filters.Length ? filters[index].Invoke(this) : DispatchAsync();
    }

    private async Task<object?> RunAsync()
    {
        await Invoke();
        return Result;
    }

    private async Task DispatchAsync()
    {
        // A filter may have set values that are to travel along.
        call.Context = RequestContext.Current;
        var task = silo.Dispatch(call);
        await task;
        Result = (call.Options & MethodOptions.OneWay) == 0 ? call.ResultOf(task) : null;
    }
}
