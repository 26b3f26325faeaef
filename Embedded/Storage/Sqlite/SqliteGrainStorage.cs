using System.Globalization;
using System.Text;
using System.Text.Json;
using Orleans.Runtime;

namespace Orleans.Storage.Sqlite;

/// <summary>Grain state as JSON in the engine's database. Reads run on the caller's thread and wait for no write.</summary>
internal sealed class SqliteGrainStorage(string provider, DurableStore store, JsonSerializerOptions json) : IGrainStorage
{
    private readonly byte[] _provider = Encoding.UTF8.GetBytes(provider);

    /// <exception cref="DurableStoreException">The database cannot be read.</exception>
    /// <exception cref="JsonException">What is stored is no <typeparamref name="T"/>.</exception>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var (etag, state) = store.Read(
            (Row: StateRow.Of(_provider, stateName, grainId), Json: json, Grain: grainId, Name: stateName), Find<T>);
        grainState.RecordExists = etag != 0;
        grainState.ETag = Text(etag);
        grainState.State = etag == 0 ? StateInitializer<T>.Create() : state;
        return Task.CompletedTask;
    }

    /// <exception cref="InconsistentStateException">Another version is stored than the one read.</exception>
    /// <exception cref="DurableStoreException">The database cannot be written; nothing of this state was.</exception>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var expected = Expected(stateName, grainId, grainState.ETag);
        if (store.RoomAsync() is { IsCompleted: false } room)
            await room;
        var data = JsonSerializer.SerializeToUtf8Bytes(grainState.State, json);
        var etag = store.NextNumber();
        var outcome = await store.WriteAsync(new StateWrite(StateRow.Of(_provider, stateName, grainId), expected, etag, data));
        if (!outcome.Stored)
            throw Inconsistent(stateName, grainId, grainState.ETag, outcome.Current);
        grainState.ETag = Text(etag);
        grainState.RecordExists = true;
    }

    /// <inheritdoc cref="WriteStateAsync{T}(string, GrainId, IGrainState{T})"/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var expected = Expected(stateName, grainId, grainState.ETag);
        var outcome = await store.WriteAsync(new StateClear(StateRow.Of(_provider, stateName, grainId), expected));
        if (!outcome.Stored)
            throw Inconsistent(stateName, grainId, grainState.ETag, outcome.Current);
        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = StateInitializer<T>.Create();
    }

    private static (long Etag, T? State) Find<T>(
        SqliteSession session, (StateRow Row, JsonSerializerOptions Json, GrainId Grain, string Name) key)
    {
        var statement = key.Row.Bind(session["SELECT etag, data FROM state WHERE grain = ?1 AND name = ?2 AND provider = ?3"], 1);
        if (!statement.Read())
            return default;
        try
        {
            return (statement.Integer(0), JsonSerializer.Deserialize<T>(statement.Blob(1), key.Json));
        }
        catch (JsonException e)
        {
            throw new JsonException(
                $"State '{key.Name}' of {key.Grain} in {session.File} is no {typeof(T).Name}: {e.Message} "
                + "Give the type a converter that reads the older form, or clear this state.", e);
        }
        finally
        {
            statement.Reset();
        }
    }

    private static string? Text(long etag) => etag == 0 ? null : etag.ToString("x", CultureInfo.InvariantCulture);

    private static long Expected(string stateName, GrainId grainId, string? etag)
    {
        if (etag is null)
            return 0;
        return long.TryParse(etag, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && value > 0
            ? value
            : throw new InconsistentStateException(
                $"The etag '{etag}' of state '{stateName}' of {grainId} was not given by this storage; read the state again.", null, etag);
    }

    private static InconsistentStateException Inconsistent(string stateName, GrainId grainId, string? etag, long stored) => new(
        $"State '{stateName}' of {grainId} changed since it was read: the etag read is {etag ?? "none"}, the stored one {Text(stored) ?? "none"}. "
        + "Read the state again.", Text(stored), etag);
}
