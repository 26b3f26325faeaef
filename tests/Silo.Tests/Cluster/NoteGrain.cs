using System.Collections.Concurrent;
using Orleans.Streams;
using Supertrack.Grains;

namespace Supertrack.Silo.Tests.Cluster;

public interface INoteGrain : IGrainWithStringKey, IRemindable
{
    Task WriteAsync(string text);

    Task<string> ReadAsync();

    Task ClearAsync();

    Task RemindAsync(string name, TimeSpan due);

    Task<bool> ForgetAsync(string name);

    Task<int> ReminderCountAsync();

    Task ListenAsync();

    Task<int> ListenersAsync();

    Task SayAsync(string text);

    Task LeaveAsync();
}

public sealed record Note
{
    public string Text { get; init; } = "";
}

/// <summary>Uses everything that the silo's own configuration gives a grain: state, reminders and streams.</summary>
public sealed class NoteGrain([PersistentState("note", StorageNames.Provider)] IPersistentState<Note> state) : Grain, INoteGrain, IAsyncObserver<string>
{
    public static ConcurrentDictionary<string, int> Ticks { get; } = new();

    public static ConcurrentDictionary<string, ConcurrentQueue<string>> Heard { get; } = new();

    private IAsyncStream<string> Stream => this.GetStreamProvider("events").GetStream<string>("notes", this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var handle in await Stream.GetAllSubscriptionHandles())
            await handle.ResumeAsync(this);
    }

    public Task WriteAsync(string text)
    {
        state.State = new Note { Text = text };
        return state.WriteStateAsync();
    }

    public Task<string> ReadAsync() => Task.FromResult(state.RecordExists ? state.State.Text : "(none)");

    public Task ClearAsync() => state.ClearStateAsync();

    public Task RemindAsync(string name, TimeSpan due) => this.RegisterOrUpdateReminder(name, due, TimeSpan.FromMinutes(1));

    public async Task<bool> ForgetAsync(string name)
    {
        if (await this.GetReminder(name) is not { } reminder)
            return false;
        await this.UnregisterReminder(reminder);
        return true;
    }

    public async Task<int> ReminderCountAsync() => (await this.GetReminders()).Count;

    public Task ListenAsync() => Stream.SubscribeAsync(this);

    public async Task<int> ListenersAsync() => (await Stream.GetAllSubscriptionHandles()).Count;

    public Task SayAsync(string text) => Stream.OnNextAsync(text);

    public Task LeaveAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Ticks.AddOrUpdate($"{this.GetPrimaryKeyString()} {reminderName}", 1, (_, count) => count + 1);
        return Task.CompletedTask;
    }

    public Task OnNextAsync(string item, StreamSequenceToken? token = null)
    {
        Heard.GetOrAdd(this.GetPrimaryKeyString(), _ => new ConcurrentQueue<string>()).Enqueue(item);
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
