using Orleans.Runtime;
using Supertrack.Engine.Tests.Grains;

namespace Supertrack.Engine.Tests;

[Collection(SharedCluster.Name)]
public sealed class RequestContextTests(ClusterFixture fixture)
{
    private readonly string _id = Guid.NewGuid().ToString("N");

    private IContextGrain Grain => fixture.Grains.GetGrain<IContextGrain>(_id);

    [Fact]
    public async Task A_value_travels_to_the_grain_and_further_on()
    {
        RequestContext.Set("who", "Ada");
        Assert.Equal("Ada", await Grain.Value("who"));
        Assert.Equal("Ada", await Grain.ValueFurtherOn($"{_id}next", "who"));
        RequestContext.Clear();
        Assert.Null(await Grain.Value("who"));
    }

    [Fact]
    public async Task A_value_set_in_the_grain_does_not_come_back()
    {
        await Grain.Set("who", "Grace");
        Assert.Null(RequestContext.Get("who"));
        Assert.Null(await Grain.Value("who"));
    }

    [Fact]
    public async Task Other_ambient_values_stay_with_the_caller()
    {
        ContextGrain.Local.Value = "caller";
        Assert.Null(await Grain.Ambient());
        await Grain.Set("x", "grain");
        Assert.Equal("caller", ContextGrain.Local.Value);
        ContextGrain.Local.Value = null;
    }
}
