using Orleans;
using Supertrack.Engine.Tests.Grains;

namespace Supertrack.Engine.Tests;

[Collection(SharedCluster.Name)]
public sealed class KeyTests(ClusterFixture fixture)
{
    [Theory]
    [InlineData("plain")]
    [InlineData("tenant/connector")]
    [InlineData("Grüße, 世界 + more")]
    public async Task A_text_key_arrives_as_it_is(string key) =>
        Assert.Equal(key, await fixture.Grains.GetGrain<ICounterGrain>(key).Key());

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public async Task An_integer_key_arrives_as_it_is(long key) =>
        Assert.Equal(key, await fixture.Grains.GetGrain<IIntegerKeyGrain>(key).Key());

    [Fact]
    public async Task A_guid_key_arrives_as_it_is()
    {
        var key = Guid.NewGuid();
        Assert.Equal(key, await fixture.Grains.GetGrain<IGuidKeyGrain>(key).Key());
    }

    [Fact]
    public async Task Both_parts_of_a_compound_key_arrive()
    {
        var key = Guid.NewGuid();
        Assert.Equal($"{key}|a+b", await fixture.Grains.GetGrain<IGuidCompoundKeyGrain>(key, "a+b").Key());
        Assert.Equal("-7|x", await fixture.Grains.GetGrain<IIntegerCompoundKeyGrain>(-7, "x").Key());
    }

    [Fact]
    public void References_of_one_grain_are_equal()
    {
        var one = fixture.Grains.GetGrain<ICounterGrain>("same");
        var other = fixture.Grains.GetGrain<ICounterGrain>("same");
        Assert.Equal(one, other);
        Assert.Equal(one.GetGrainId(), other.GetGrainId());
        Assert.NotEqual(one, fixture.Grains.GetGrain<ICounterGrain>("other"));
        Assert.Equal("same", one.GetPrimaryKeyString());
    }

    [Fact]
    public async Task A_grain_can_refer_to_itself() =>
        Assert.Equal("counter/self", await fixture.Grains.GetGrain<ICounterGrain>("self").Self());

    [Fact]
    public async Task A_grain_is_found_by_its_id()
    {
        var id = fixture.Grains.GetGrain<ICounterGrain>(Guid.NewGuid().ToString()).GetGrainId();
        Assert.Equal(5, await fixture.Grains.GetGrain<ICounterGrain>(id).Add(5));
    }
}
