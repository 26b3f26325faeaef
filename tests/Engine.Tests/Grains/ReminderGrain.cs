using Orleans;
using Orleans.Runtime;

namespace Supertrack.Engine.Tests.Grains;

public interface IReminderGrain : IGrainWithStringKey, IRemindable
{
    Task Register(string name, TimeSpan due, TimeSpan period);
    Task<bool> Unregister(string name);
    Task<List<string>> Names();
    Task Leave();
}

public sealed class ReminderGrain : Grain, IReminderGrain
{
    public Task Register(string name, TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder(name, due, period);

    public async Task<bool> Unregister(string name)
    {
        if (await this.GetReminder(name) is not { } reminder)
            return false;
        await this.UnregisterReminder(reminder);
        return true;
    }

    public async Task<List<string>> Names() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName).Order()];

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (status.CurrentTickTime >= status.FirstTickTime && status.Period == ClusterSettings.ReminderPeriod)
            Barriers.Open($"{this.GetPrimaryKeyString()} ticked {reminderName}");
        return Task.CompletedTask;
    }
}
