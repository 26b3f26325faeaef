using Quartz;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Errors;

namespace Supertrack.Grains.Connectors;

/// <summary>When a schedule is due next.</summary>
internal static class ScheduleClock
{
    public const int LeastSeconds = 60;

    /// <exception cref="InvalidRequestException">The schedule cannot be kept; the message says what to change.</exception>
    public static void Check(SyncSchedule schedule)
    {
        if (schedule.Cron is not null && schedule.EverySeconds is not null)
            throw new InvalidRequestException("invalid_schedule", "A schedule has either cron or everySeconds, not both.");
        if (schedule.EverySeconds is < LeastSeconds)
            throw new InvalidRequestException("invalid_schedule", $"everySeconds is {schedule.EverySeconds}; the least is {LeastSeconds}.");
        if (schedule.Cron is { } cron)
            Expression(cron);
    }

    /// <summary>The first time after a moment; null when nothing is scheduled.</summary>
    public static DateTimeOffset? Next(SyncSchedule schedule, DateTimeOffset after)
    {
        if (schedule.EverySeconds is { } seconds)
            return after.AddSeconds(seconds);
        return schedule.Cron is { } cron ? Expression(cron).GetNextValidTimeAfter(after) : null;
    }

    /// <summary>Time between the next two runs; zero where nothing is scheduled.</summary>
    public static TimeSpan Interval(SyncSchedule schedule, DateTimeOffset now) =>
        Next(schedule, now) is { } first && Next(schedule, first) is { } second ? second - first : TimeSpan.Zero;

    private static CronExpression Expression(string cron)
    {
        try
        {
            return new CronExpression(UnixCron.ToQuartz(cron), TimeZoneInfo.Utc);
        }
        catch (FormatException error)
        {
            throw new InvalidRequestException("invalid_schedule", $"'{cron}' is not a cron expression: {error.Message}. Example: */15 * * * *");
        }
    }
}
