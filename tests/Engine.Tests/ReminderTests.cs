using Supertrack.Engine.Tests.Grains;

namespace Supertrack.Engine.Tests;

[Collection(SharedCluster.Name)]
public sealed class ReminderTests(ClusterFixture fixture)
{
    private readonly string _id = Guid.NewGuid().ToString("N");

    private IReminderGrain Grain => fixture.Grains.GetGrain<IReminderGrain>(_id);

    [Fact]
    public async Task Reminders_are_listed_until_they_are_removed()
    {
        await Grain.Register("b", TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        await Grain.Register("a", TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        await Grain.Register("a", TimeSpan.FromHours(2), TimeSpan.FromHours(2));
        await Grain.Leave();
        Assert.Equal(["a", "b"], await Grain.Names());
        Assert.True(await Grain.Unregister("a"));
        Assert.False(await Grain.Unregister("a"));
        Assert.Equal(["b"], await Grain.Names());
    }

    [Fact]
    public async Task A_period_below_the_minimum_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.Register("fast", TimeSpan.Zero, ClusterSettings.ReminderPeriod / 2));
        Assert.Empty(await Grain.Names());
    }

    [Fact]
    public async Task A_reminder_wakes_a_grain_that_is_not_active()
    {
        await Grain.Register("wake", ClusterSettings.ReminderPeriod, ClusterSettings.ReminderPeriod);
        await Grain.Leave();
        await Barriers.WaitAsync($"{_id} ticked wake");
        await Grain.Unregister("wake");
    }
}
