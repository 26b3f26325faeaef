namespace Orleans.Hosting;

/// <summary>Settings of reminders.</summary>
public sealed class ReminderOptions
{
    /// <summary>The shortest period a reminder may have. Default 1 minute.</summary>
    public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);
}
