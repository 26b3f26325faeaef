using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Supertrack.Embedded.Tests.Runtime;

public sealed class MemorySheddingTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Reading _memory = new();

    [Fact]
    public async Task Over_the_limit_the_longest_unused_grains_go_until_the_target_is_reached()
    {
        await using var silo = await StartAsync();
        for (var key = 0; key < 100; key++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await silo.Grains.GetGrain<IAgingGrain>(key).Ping();
        }

        // Of 100 activations that use 90 %, 75 / 90 may stay.
        Full(90);
        await TestSilo.UntilAsync(() => silo.CountOf<AgingGrain>() == 83, "17 of 100 activations were let go");
        var kept = silo.Silo.Classes.Single(c => c.Class == typeof(AgingGrain)).Activations.Select(a => a.GrainId.GetIntegerKey()).ToList();
        Assert.Equal(Enumerable.Range(17, 83).Select(key => (long)key), kept.Order());
    }

    [Fact]
    public async Task Nothing_goes_twice_for_one_reading_and_nothing_below_the_limit()
    {
        await using var silo = await StartAsync();
        for (var key = 0; key < 100; key++)
            await silo.Grains.GetGrain<IAgingGrain>(key).Ping();
        Full(80);
        Assert.Equal(100, silo.CountOf<AgingGrain>());
        Full(90);
        await TestSilo.UntilAsync(() => silo.CountOf<AgingGrain>() == 83, "17 of 100 activations were let go");
        // No collection since: the reading is the old one.
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(83, silo.CountOf<AgingGrain>());
        Full(90);
        await TestSilo.UntilAsync(() => silo.CountOf<AgingGrain>() == 69, "14 more activations were let go");
    }

    [Fact]
    public async Task Grains_that_work_stay_and_say_later_what_they_have_done()
    {
        await using var silo = await StartAsync();
        var busy = silo.Grains.GetGrain<IHolderGrain>("busy");
        var held = busy.Hold();
        Full(100);
        Full(100);
        await busy.Release();
        await held;
        Assert.Equal(1, silo.CountOf<HolderGrain>());
        Full(100);
        await TestSilo.UntilAsync(() => silo.CountOf<HolderGrain>() == 0, "the grain was let go once it was idle");
    }

    [Fact]
    public async Task Without_the_setting_memory_is_not_looked_at()
    {
        await using var silo = await TestSilo.StartAsync(_time, builder => builder.Services.AddSingleton<IMemoryReading>(_memory));
        await silo.Grains.GetGrain<IAgingGrain>(1).Ping();
        Full(100);
        Assert.Equal((1, 0), (silo.CountOf<AgingGrain>(), _memory.Asked));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(101, 75)]
    [InlineData(80, 80)]
    [InlineData(80, 0)]
    [InlineData(double.NaN, 75)]
    public async Task Percentages_that_make_no_sense_keep_the_silo_from_starting(double limit, double target)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(limit, target));
        Assert.Contains("GrainCollectionOptions.MemoryUsage", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_process_has_a_reading_of_its_own()
    {
        GC.Collect();
        var reading = new GarbageCollectorReading();
        Assert.InRange(reading.UsedPercentage, 0.01, 100);
        Assert.True(reading.FullCollections > 0);
    }

    private Task<TestSilo> StartAsync(double limit = 80, double target = 75) => TestSilo.StartAsync(_time, builder =>
    {
        builder.Services.AddSingleton<IMemoryReading>(_memory);
        builder.Configure<GrainCollectionOptions>(options =>
        {
            options.EnableActivationSheddingOnMemoryPressure = true;
            options.MemoryUsageLimitPercentage = limit;
            options.MemoryUsageTargetPercentage = target;
        });
    });

    /// <summary>After a garbage collection so much is used.</summary>
    private void Full(double percentage)
    {
        _memory.UsedPercentage = percentage;
        _memory.Collections++;
        _time.Advance(TimeSpan.FromSeconds(5));
    }

    private sealed class Reading : IMemoryReading
    {
        private double _used;

        public int Asked { get; private set; }
        public int Collections { get; set; }
        public int FullCollections => Collections;

        public double UsedPercentage
        {
            get
            {
                Asked++;
                return _used;
            }
            set => _used = value;
        }
    }
}
