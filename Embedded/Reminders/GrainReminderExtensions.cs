using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Timers;

namespace Orleans;

/// <summary>A grain's own reminders.</summary>
public static class GrainReminderExtensions
{
    public static Task<IGrainReminder> RegisterOrUpdateReminder(this Grain grain, string reminderName, TimeSpan dueTime, TimeSpan period)
        => RegisterOrUpdate(grain is IRemindable, grain?.GrainContext, reminderName, dueTime, period);

    public static Task<IGrainReminder> RegisterOrUpdateReminder(this IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period)
        => RegisterOrUpdate(grain is IRemindable, grain?.GrainContext, reminderName, dueTime, period);

    public static Task UnregisterReminder(this Grain grain, IGrainReminder reminder) => Unregister(grain?.GrainContext, reminder);
    public static Task UnregisterReminder(this IGrainBase grain, IGrainReminder reminder) => Unregister(grain?.GrainContext, reminder);
    public static Task<IGrainReminder?> GetReminder(this Grain grain, string reminderName) => Get(grain?.GrainContext, reminderName);
    public static Task<IGrainReminder?> GetReminder(this IGrainBase grain, string reminderName) => Get(grain?.GrainContext, reminderName);
    public static Task<List<IGrainReminder>> GetReminders(this Grain grain) => List(grain?.GrainContext);
    public static Task<List<IGrainReminder>> GetReminders(this IGrainBase grain) => List(grain?.GrainContext);

    private static Task<IGrainReminder> RegisterOrUpdate(
        bool remindable, IGrainContext? context, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(context, "grain");
        ThrowIfBlank(reminderName);
        return remindable
            ? Registry(context).RegisterOrUpdateReminder(context.GrainId, reminderName, dueTime, period)
            : throw new InvalidOperationException(
                $"Grain {context.GrainId} is not '{nameof(IRemindable)}'. A grain must implement {nameof(IRemindable)} to have reminders.");
    }

    private static Task Unregister(IGrainContext? context, IGrainReminder reminder)
    {
        ArgumentNullException.ThrowIfNull(context, "grain");
        return Registry(context).UnregisterReminder(context.GrainId, reminder);
    }

    private static Task<IGrainReminder?> Get(IGrainContext? context, string reminderName)
    {
        ArgumentNullException.ThrowIfNull(context, "grain");
        ThrowIfBlank(reminderName);
        return Registry(context).GetReminder(context.GrainId, reminderName);
    }

    private static Task<List<IGrainReminder>> List(IGrainContext? context)
    {
        ArgumentNullException.ThrowIfNull(context, "grain");
        return Registry(context).GetReminders(context.GrainId);
    }

    private static void ThrowIfBlank(string reminderName)
    {
        if (string.IsNullOrWhiteSpace(reminderName))
        {
            throw new ArgumentNullException(nameof(reminderName));
        }
    }

    private static IReminderRegistry Registry(IGrainContext context) =>
        context.ActivationServices.GetRequiredService<IReminderRegistry>();
}
