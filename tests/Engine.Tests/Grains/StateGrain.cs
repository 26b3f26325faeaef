using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Supertrack.Engine.Tests.Grains;

[GenerateSerializer, Alias("Supertrack.Engine.Tests.Note")]
public sealed class Note
{
    [Id(0)] public string Text { get; set; } = "";
    [Id(1)] public int Version { get; set; }
}

public interface IStateGrain : IGrainWithStringKey
{
    Task<(string Text, bool Exists, bool HasTag)> Read();
    Task Write(string text);
    Task Clear();
    Task Leave();
    Task<int> WriteStale(string text);
}

public sealed class StateGrain(
    [PersistentState("note", ClusterSettings.MemoryStore)] IPersistentState<Note> note,
    [PersistentState("other")] IPersistentState<Note> other) : Grain, IStateGrain
{
    public Task<(string Text, bool Exists, bool HasTag)> Read() => Task.FromResult((note.State.Text, note.RecordExists, note.Etag is not null));

    public async Task Write(string text)
    {
        note.State.Text = text;
        note.State.Version++;
        await note.WriteStateAsync();
        other.State.Text = "other " + text;
        await other.WriteStateAsync();
    }

    public Task Clear() => note.ClearStateAsync();

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    /// <summary>As if another activation had written meanwhile.</summary>
    public Task<int> WriteStale(string text)
    {
        note.State.Text = text;
        throw new InconsistentStateException("written by another", "1", "2");
    }
}
