using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain that reminders wake.</summary>
public interface IRemindable : IGrain
{
    /// <summary>A tick; it may come late, twice, or not at all while nothing runs, so reconcile from state.</summary>
    Task ReceiveReminder(string reminderName, TickStatus status);
}
