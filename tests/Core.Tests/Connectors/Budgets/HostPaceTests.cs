using FsCheck;
using FsCheck.Fluent;
using Supertrack.Core.Connectors.Budgets;

namespace Supertrack.Core.Tests.Connectors.Budgets;

public sealed class HostPaceTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_refusal_takes_the_pace_down_and_time_brings_it_back_slowly()
    {
        var pace = HostPace.Limited(null, sent: 10, Start);
        Assert.Equal(7, pace.At(Start)!.Value, 9);
        Assert.Equal(7.7, pace.At(Start.AddMinutes(5))!.Value, 9);
        Assert.Equal(14, pace.At(Start.AddMinutes(50))!.Value, 9);
        Assert.Null(pace.At(Start.AddHours(24)));
    }

    [Fact]
    public void Refusals_of_requests_that_were_under_way_together_are_one()
    {
        var pace = HostPace.Limited(null, 10, Start);
        Assert.Same(pace, HostPace.Limited(pace, 10, Start.AddSeconds(4.9)));
        Assert.Equal((4.9, 2), (Math.Round(HostPace.Limited(pace, 10, Start.AddSeconds(5)).RequestsPerSecond, 1), HostPace.Limited(pace, 10, Start.AddSeconds(5)).Refusals));
    }

    [Fact]
    public void Whatever_is_refused_the_pace_is_never_above_what_was_sent_and_never_stands_still()
    {
        Prop.ForAll(Gen.Choose(0, 5000).Select(number => number / 10.0).Two().ArrayOf().ToArbitrary(), refusals =>
        {
            HostPace? pace = null;
            var now = Start;
            foreach (var (sent, minutes) in refusals)
            {
                now += TimeSpan.FromMinutes(minutes);
                var before = pace;
                pace = HostPace.Limited(pace, sent, now);
                if (!ReferenceEquals(before, pace) && (pace.RequestsPerSecond > Math.Max(0.2, sent) || pace.RequestsPerSecond < 0.2))
                    return false;
            }
            return true;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Requests_stand_in_one_row_as_far_apart_as_the_pace_says()
    {
        var meter = new HostMeter();
        var pace = HostPace.Limited(null, sent: 10 / 0.7, Start);
        var waits = Enumerable.Range(0, 4).Select(_ => Math.Round(meter.Reserve(pace, Start).TotalMilliseconds));
        Assert.Equal([0, 100, 200, 300], waits);
        Assert.Equal(0, new HostMeter().Reserve(null, Start).TotalMilliseconds);
        var slow = HostPace.Limited(null, sent: 0, Start);
        Assert.Equal(TimeSpan.FromMinutes(1), Enumerable.Range(0, 100).Select(_ => meter.Reserve(slow, Start)).Max());
    }

    [Fact]
    public void What_is_sent_is_measured_over_the_last_minute()
    {
        var meter = new HostMeter();
        for (var number = 0; number < 20; number++)
            meter.Reserve(null, Start.AddMilliseconds(number * 250));
        Assert.Equal(4, meter.Rate(Start.AddSeconds(5)), 1);
        Assert.Equal(0, meter.Rate(Start.AddMinutes(2)));
    }
}
