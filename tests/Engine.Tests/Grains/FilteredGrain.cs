using Orleans;
using Orleans.Runtime;

namespace Supertrack.Engine.Tests.Grains;

public interface IFilteredGrain : IGrainWithStringKey
{
    Task<string> Echo(string text);
    Task<string> Forbidden();
    Task<string> FromContext(string key);
}

/// <summary>Its own filter runs after the silo's.</summary>
public sealed class FilteredGrain : Grain, IFilteredGrain, IIncomingGrainCallFilter
{
    public Task<string> Echo(string text) => Task.FromResult(text);
    public Task<string> Forbidden() => Task.FromResult("never seen");
    public Task<string> FromContext(string key) => Task.FromResult(RequestContext.Get(key) as string ?? "nothing");

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        await context.Invoke();
        if (context.Result is string text && context.MethodName == nameof(IFilteredGrain.Echo))
        {
            context.Result = $"own({text})";
        }
    }
}
