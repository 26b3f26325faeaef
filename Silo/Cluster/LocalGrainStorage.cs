using System.Globalization;
using Orleans.Runtime;
using Orleans.Storage;

namespace Supertrack.Silo.Cluster;

/// <summary>Grain state in the local store, as JSON; the version is the etag.</summary>
internal sealed class LocalGrainStorage(string provider, LocalStore store, IGrainStorageSerializer serializer) : IGrainStorage
{
    private const string Key = "provider = $provider AND grain = $grain AND name = $name";

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var rows = await store.QueryAsync(
            $"SELECT payload, version FROM state WHERE {Key}",
            row => (Payload: row.IsDBNull(0) ? null : row.GetFieldValue<byte[]>(0), Version: row.GetInt64(1)),
            Of(stateName, grainId));
        var payload = rows.Count > 0 ? rows[0].Payload : null;
        grainState.ETag = rows.Count > 0 ? rows[0].Version.ToString(CultureInfo.InvariantCulture) : null;
        grainState.RecordExists = payload is not null;
        grainState.State = payload is null ? Activator.CreateInstance<T>() : serializer.Deserialize<T>(new BinaryData(payload));
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var payload = serializer.Serialize(grainState.State).ToArray();
        grainState.ETag = await ChangeAsync("Write", stateName, grainId, grainState.ETag, payload);
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState.ETag is not null) grainState.ETag = await ChangeAsync("Clear", stateName, grainId, grainState.ETag, null);
        grainState.RecordExists = false;
        grainState.State = Activator.CreateInstance<T>();
    }

    private async Task<string> ChangeAsync(string operation, string stateName, GrainId grainId, string? etag, byte[]? payload)
    {
        var sql = etag is null
            ? "INSERT INTO state (provider, grain, name, payload, version) VALUES ($provider, $grain, $name, $payload, 1) ON CONFLICT DO NOTHING RETURNING version"
            : $"UPDATE state SET payload = $payload, version = version + 1 WHERE {Key} AND version = $version RETURNING version";
        var version = etag is null ? (object?)null : long.Parse(etag, CultureInfo.InvariantCulture);
        var rows = await store.QueryAsync(sql, row => row.GetInt64(0), [.. Of(stateName, grainId), ("payload", payload), ("version", version)]);
        return rows.Count == 1
            ? rows[0].ToString(CultureInfo.InvariantCulture)
            : throw new InconsistentStateException($"{operation} of {stateName} of {grainId}: another activation has written it meanwhile.", null, etag);
    }

    private (string, object?)[] Of(string stateName, GrainId grainId) => [("provider", provider), ("grain", grainId.ToString()), ("name", stateName)];
}
