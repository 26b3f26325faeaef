using System.Collections.Concurrent;
using System.Text.Json;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>State that lives as long as the silo, as JSON, so that nothing is shared with the grain.</summary>
internal sealed class MemoryGrainStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string Name, GrainId Grain), Stored> _states = new();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_states.TryGetValue((stateName, grainId), out var stored))
        {
            grainState.State = stored.Json is null ? default : JsonSerializer.Deserialize<T>(stored.Json);
            grainState.ETag = stored.ETag;
            grainState.RecordExists = stored.Json is not null;
        }
        else
        {
            grainState.State = default;
            grainState.ETag = null;
            grainState.RecordExists = false;
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.ETag = Replace(stateName, grainId, grainState.ETag, JsonSerializer.SerializeToUtf8Bytes(grainState.State));
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Replace(stateName, grainId, grainState.ETag, null);
        _states.TryRemove((stateName, grainId), out _);
        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = default;
        return Task.CompletedTask;
    }

    private string Replace(string stateName, GrainId grainId, string? etag, byte[]? json)
    {
        var key = (stateName, grainId);
        var next = new Stored(json, Guid.NewGuid().ToString("N"));
        var done = _states.TryGetValue(key, out var current)
            ? current.ETag == etag && _states.TryUpdate(key, next, current)
            : etag is null && _states.TryAdd(key, next);
        return done
            ? next.ETag
            : throw new InconsistentStateException(
                $"State \"{stateName}\" of grain {grainId} was changed by another activation.", current?.ETag ?? "none", etag ?? "none");
    }

    private sealed record Stored(byte[]? Json, string ETag);
}
