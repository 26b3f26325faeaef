using Orleans.Storage;
using Supertrack.Engine.Tests.Grains;

namespace Supertrack.Engine.Tests;

[Collection(SharedCluster.Name)]
public sealed class StateTests(ClusterFixture fixture)
{
    private readonly string _id = Guid.NewGuid().ToString("N");

    private IStateGrain Grain => fixture.Grains.GetGrain<IStateGrain>(_id);

    [Fact]
    public async Task A_state_never_written_is_new_and_has_no_record() => Assert.Equal(("", false, false), await Grain.Read());

    [Fact]
    public async Task A_written_state_is_there_in_the_next_activation()
    {
        await Grain.Write("kept");
        await Grain.Leave();
        Assert.Equal(("kept", true, true), await Grain.Read());
    }

    [Fact]
    public async Task A_cleared_state_is_new_again()
    {
        await Grain.Write("gone soon");
        await Grain.Clear();
        Assert.Equal(("", false), (await Grain.Read()) is var (text, exists, _) ? (text, exists) : default);
        await Grain.Leave();
        Assert.Equal(("", false), (await Grain.Read()) is var (text2, exists2, _) ? (text2, exists2) : default);
        await Grain.Write("back");
        Assert.Equal("back", (await Grain.Read()).Text);
    }

    [Fact]
    public async Task An_activation_with_a_stale_state_goes_and_the_next_call_reads_anew()
    {
        await Grain.Write("stored");
        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain.WriteStale("never stored"));
        await Barriers.UntilAsync(async () => (await Grain.Read()).Text == "stored", "the state was read anew");
    }
}
