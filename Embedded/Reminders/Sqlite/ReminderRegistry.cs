using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Timers;

namespace Orleans.Reminders.Sqlite;

/// <summary>Registers and removes reminders durably. Used from grains only.</summary>
internal sealed class ReminderRegistry(
    ReminderTable table, ReminderService service, IOptions<ReminderOptions> options, TimeProvider time) : IReminderRegistry
{
    public Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        ThrowIfNegative(dueTime, nameof(dueTime));
        ThrowIfNegative(period, nameof(period));
        ThrowIfEmpty(reminderName);
        var minimum = options.Value.MinimumReminderPeriod;
        if (period < minimum)
            throw new ArgumentException(
                $"Reminder '{reminderName}' of {callingGrainId} asks for a period of {period}; the shortest allowed is {minimum}. "
                + $"Use a grain timer for shorter ones, or lower {nameof(ReminderOptions)}.{nameof(ReminderOptions.MinimumReminderPeriod)}.",
                nameof(period));
        ThrowIfOutsideGrain();
        return RegisterAsync(callingGrainId, reminderName, dueTime, period);
    }

    public async Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder)
    {
        ThrowIfOutsideGrain();
        if (reminder is not GrainReminder known)
            throw new ArgumentException("The reminder was not made by this silo's reminder service.", nameof(reminder));
        if (!await table.RemoveAsync(known))
            throw new ReminderException(
                $"Reminder '{reminder.ReminderName}' of {callingGrainId} was registered anew since it was read; read it again to remove it.");
    }

    public Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName)
    {
        ThrowIfEmpty(reminderName);
        ThrowIfOutsideGrain();
        return Task.FromResult<IGrainReminder?>(table.Find(callingGrainId, reminderName) is { } row ? Of(row) : null);
    }

    public Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId)
    {
        ThrowIfOutsideGrain();
        return Task.FromResult(table.List(callingGrainId).ConvertAll(Of));
    }

    private async Task<IGrainReminder> RegisterAsync(GrainId grain, string name, TimeSpan dueTime, TimeSpan period)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var first = dueTime > DateTime.MaxValue - now ? DateTime.MaxValue : now + dueTime;
        var row = await table.UpsertAsync(grain, name, DateTime.SpecifyKind(first, DateTimeKind.Utc), period);
        service.Wake();
        return Of(row);
    }

    private static IGrainReminder Of(ReminderRow row) => new GrainReminder(row.Grain, row.Name, row.Etag);

    private static void ThrowIfNegative(TimeSpan value, string name)
    {
        if (value == Timeout.InfiniteTimeSpan || value < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(name, value, "A reminder needs a finite time that is not negative.");
    }

    private static void ThrowIfEmpty(string name)
    {
        if (string.IsNullOrEmpty(name))
            throw new ArgumentException("A reminder needs a name.", nameof(name));
    }

    private static void ThrowIfOutsideGrain()
    {
        if (RuntimeContext.Current is null)
            throw new InvalidOperationException("Reminders belong to grains: this was called from outside a grain's turn. Call it from a grain method.");
    }
}
