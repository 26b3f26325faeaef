using Orleans;
using Orleans.Runtime;

namespace Supertrack.Embedded.Crash.Grains;

public sealed class Alarms
{
    public List<string> Ticked { get; set; } = [];
}

/// <summary>Registers reminders that are due at once, and remembers durably which have ticked.</summary>
public interface IAlarmGrain : IGrainWithStringKey, IRemindable
{
    Task Register(string name);
    Task<List<string>> Registered();
    Task<List<string>> Ticked();
}

public sealed class AlarmGrain([PersistentState("alarms")] IPersistentState<Alarms> alarms) : Grain, IAlarmGrain
{
    public async Task Register(string name) => await this.RegisterOrUpdateReminder(name, TimeSpan.Zero, TimeSpan.FromDays(1));

    public async Task<List<string>> Registered() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName)];

    public Task<List<string>> Ticked() => Task.FromResult(alarms.State.Ticked.ToList());

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (alarms.State.Ticked.Contains(reminderName))
            return;
        alarms.State.Ticked.Add(reminderName);
        await alarms.WriteStateAsync();
    }
}
