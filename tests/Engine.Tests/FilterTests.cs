using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Supertrack.Engine.Tests.Grains;

namespace Supertrack.Engine.Tests;

/// <summary>A cluster of its own, with filters.</summary>
public sealed class FilterTests : IAsyncLifetime
{
    private ITestCluster? _cluster;

    private IFilteredGrain Grain => _cluster!.Grains.GetGrain<IFilteredGrain>("filtered");

    public async Task InitializeAsync() => _cluster = await TestCluster.StartAsync(silo => silo
        .AddIncomingGrainCallFilter(async context =>
        {
            if (context.InterfaceMethod.DeclaringType != typeof(IFilteredGrain))
            {
                await context.Invoke();
                return;
            }

            if (context.MethodName == nameof(IFilteredGrain.Forbidden))
            {
                throw new UnauthorizedAccessException($"{context.TargetId} refuses");
            }

            if (context.Request.GetArgumentCount() > 0 && context.Request.GetArgument(0) is "change me")
            {
                context.Request.SetArgument(0, "changed");
            }

            await context.Invoke();
            if (context.MethodName == nameof(IFilteredGrain.Echo))
            {
                context.Result = $"silo({context.Result})";
            }
        })
        .AddOutgoingGrainCallFilter(async context =>
        {
            if (context.InterfaceMethod.DeclaringType == typeof(IFilteredGrain))
            {
                RequestContext.Set("sent-by", "outgoing filter");
            }

            await context.Invoke();
        }));

    public async Task DisposeAsync() => await _cluster!.DisposeAsync();

    [Fact]
    public async Task Filters_wrap_the_call_the_silos_outside_the_grains_own() => Assert.Equal("silo(own(hello))", await Grain.Echo("hello"));

    [Fact]
    public async Task A_filter_may_change_an_argument() => Assert.Equal("silo(own(changed))", await Grain.Echo("change me"));

    [Fact]
    public async Task A_filter_may_refuse_a_call()
    {
        var error = await Assert.ThrowsAsync<UnauthorizedAccessException>(Grain.Forbidden);
        Assert.Equal("filtered/filtered refuses", error.Message);
    }

    [Fact]
    public async Task Calls_from_grains_pass_the_outgoing_filter() =>
        Assert.Equal("outgoing filter", await _cluster!.Grains.GetGrain<IRelayGrain>("relay").Relay("sent-by"));
}

public interface IRelayGrain : IGrainWithStringKey
{
    Task<string> Relay(string key);
}

public sealed class RelayGrain : Grain, IRelayGrain
{
    public Task<string> Relay(string key) => GrainFactory.GetGrain<IFilteredGrain>("filtered").FromContext(key);
}
