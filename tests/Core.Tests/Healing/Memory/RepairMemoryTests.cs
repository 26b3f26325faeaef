using FsCheck;
using FsCheck.Fluent;
using Supertrack.Core.Healing;
using Supertrack.Core.Healing.Memory;

namespace Supertrack.Core.Tests.Healing.Memory;

public sealed class RepairMemoryTests
{
    [Fact]
    public async Task What_was_promoted_for_one_stream_heals_another_of_the_same_host_with_fewer_requests_and_the_trail_says_so()
    {
        var learned = await LearnedAsync();
        var alone = await MovedApi.HealAsync("orders");
        var taught = await MovedApi.HealAsync("orders", learned);
        Assert.Equal((HealingOutcome.Healed, HealingOutcome.Healed), (alone.Result.Outcome, taught.Result.Outcome));
        Assert.Equal(alone.Result.Manifest.ToJsonString(), taught.Result.Manifest.ToJsonString());
        Assert.True(taught.Requests < alone.Requests, $"{taught.Requests} requests with what was known, {alone.Requests} without");
        Assert.Contains(taught.Result.Trail, line => line.StartsWith($"tried first what worked for users of crm on {MovedApi.Host}: 60 known rows", StringComparison.Ordinal));
        Assert.DoesNotContain(alone.Result.Trail, line => line.Contains("first what worked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_remembered_is_proved_like_anything_else_and_left_where_it_does_not_hold()
    {
        var taught = await MovedApi.HealAsync("invoices", await LearnedAsync());
        Assert.Equal(HealingOutcome.Healed, taught.Result.Outcome);
        Assert.Contains(taught.Result.Trail, line => line.StartsWith("tried first what worked for users", StringComparison.Ordinal) && line.Contains("0 rows", StringComparison.Ordinal));
        Assert.Equal((await MovedApi.HealAsync("invoices")).Result.Manifest.ToJsonString(), taught.Result.Manifest.ToJsonString());
    }

    [Fact]
    public async Task Another_hosts_repairs_are_not_tried()
    {
        var learned = await LearnedAsync();
        var taught = await MovedApi.HealAsync("orders", learned with { Host = "api.other.test" });
        Assert.DoesNotContain(taught.Result.Trail, line => line.Contains("first what worked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_repair_survives_being_written_and_read_without_its_secrets()
    {
        var (result, manifest, _) = await MovedApi.HealAsync("users");
        var learned = RememberedRepair.Of(result, manifest, "users", 0, result.Host, text => text.Replace("v2", "****", StringComparison.Ordinal))!;
        Assert.DoesNotContain("v2", learned.ToJson(), StringComparison.Ordinal);
        Assert.Equal(learned.ToJson(), RememberedRepair.Parse(learned.ToJson()).ToJson());
    }

    [Fact]
    public void A_memory_keeps_the_newest_and_never_grows_without_end() => Prop.ForAll(Gen.Choose(0, 60).ArrayOf(400).ToArbitrary(), drawn =>
    {
        IReadOnlyList<RememberedRepair> known = [];
        foreach (var (number, at) in drawn.Select((number, at) => (number, at)))
            known = RepairMemory.With(known, new RememberedRepair { Host = $"h{number % 40}", Class = "c", Stream = $"s{at}", Changes = [new RememberedChange("s", "w", $"/p{number}", null, "1")] });
        return known.Count <= RepairMemory.Most && known[0].Stream == "s399" && known.GroupBy(one => one.Host).All(host => host.Count() <= 8)
            && known.Select(one => (one.Host, one.Changes[0].Place)).Distinct().Count() == known.Count;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    private static async Task<RememberedRepair> LearnedAsync()
    {
        var (result, manifest, _) = await MovedApi.HealAsync("users");
        return RememberedRepair.Of(result, manifest, "users", 0, result.Host, text => text)! with { Connector = "crm" };
    }
}
