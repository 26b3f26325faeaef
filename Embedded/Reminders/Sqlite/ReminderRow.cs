using Orleans.Runtime;

namespace Orleans.Reminders.Sqlite;

/// <summary>One reminder as it is stored.</summary>
/// <param name="First">The first tick, UTC; every later one is a whole number of periods after it.</param>
/// <param name="Due">The next tick that has not been delivered, UTC; in the past when it was missed.</param>
internal sealed record ReminderRow(GrainId Grain, string Name, long Etag, DateTime First, TimeSpan Period, DateTime Due)
{
    /// <returns>The next tick after a time: ticks that were missed meanwhile are not made up for one by one.</returns>
    public DateTime NextAfter(DateTime time)
    {
        if (time < First)
            return First;
        var period = Math.Max(Period.Ticks, TimeSpan.TicksPerMillisecond);
        var passed = (time.Ticks - First.Ticks) / period;
        return First.Ticks > DateTime.MaxValue.Ticks - ((passed + 1) * period) ? DateTime.MaxValue : First.AddTicks((passed + 1) * period);
    }
}

/// <summary>What a grain holds of its reminder.</summary>
internal sealed record GrainReminder(GrainId Grain, string ReminderName, long Etag) : IGrainReminder;
