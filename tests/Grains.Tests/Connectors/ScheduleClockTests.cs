using Supertrack.Grains.Connectors;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Errors;

namespace Supertrack.Grains.Tests.Connectors;

public sealed class ScheduleClockTests
{
    // A Wednesday.
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 10, 7, 30, TimeSpan.Zero);

    [Theory]
    [InlineData("*/15 * * * *", "2025-01-01T10:15:00Z")]
    [InlineData("0 3 * * *", "2025-01-02T03:00:00Z")]
    [InlineData("30 9 * * 1-5", "2025-01-02T09:30:00Z")]
    [InlineData("0 0 * * 0", "2025-01-05T00:00:00Z")]
    [InlineData("0 0 * * 7", "2025-01-05T00:00:00Z")]
    [InlineData("0 0 1 * *", "2025-02-01T00:00:00Z")]
    [InlineData("0 0/20 * * * ?", "2025-01-01T10:20:00Z")]
    public void Both_forms_of_cron_find_the_next_time_in_utc(string cron, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected), ScheduleClock.Next(new SyncSchedule { Cron = cron }, Start));

    [Fact]
    public void An_interval_counts_from_the_last_start() =>
        Assert.Equal(Start.AddHours(1), ScheduleClock.Next(new SyncSchedule { EverySeconds = 3600 }, Start));

    [Theory]
    [InlineData("61 * * * *", null)]
    [InlineData("nonsense", null)]
    [InlineData("0 0 1 * 1", null)]
    [InlineData(null, 59)]
    [InlineData("* * * * *", 600)]
    public void A_schedule_that_cannot_be_kept_is_refused(string? cron, int? seconds) =>
        Assert.Throws<InvalidRequestException>(() => ScheduleClock.Check(new SyncSchedule { Cron = cron, EverySeconds = seconds }));
}
