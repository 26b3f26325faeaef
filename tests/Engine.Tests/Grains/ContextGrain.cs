using Orleans;
using Orleans.Runtime;

namespace Supertrack.Engine.Tests.Grains;

public interface IContextGrain : IGrainWithStringKey
{
    Task<string?> Value(string key);
    Task<string?> ValueFurtherOn(string next, string key);
    Task Set(string key, string value);
    Task<string?> Ambient();
}

public sealed class ContextGrain : Grain, IContextGrain
{
    public static readonly AsyncLocal<string?> Local = new();

    public Task<string?> Value(string key) => Task.FromResult(RequestContext.Get(key) as string);

    public async Task<string?> ValueFurtherOn(string next, string key)
    {
        await Task.Yield();
        return await GrainFactory.GetGrain<IContextGrain>(next).Value(key);
    }

    public Task Set(string key, string value)
    {
        RequestContext.Set(key, value);
        Local.Value = value;
        return Task.CompletedTask;
    }

    public Task<string?> Ambient() => Task.FromResult(Local.Value);
}
