using System.Security.Cryptography;
using System.Text;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Recordings;
using Supertrack.Core.Storage;

namespace Supertrack.Core.Syncing;

/// <summary>Decides whether a chunk's exchanges are kept, and stages what was kept of the pages that were stored.</summary>
/// <param name="key">Of the pseudonyms; 16 bytes or more that never change for an installation.</param>
public sealed class RecordingKeeper(IRecordings recordings, RecordingLimits limits, FieldPolicy policy, byte[] key, TimeProvider clock)
{
    public RecordingLimits Limits => limits;

    /// <summary>A tape for the next chunk of a run; null where nothing is to be kept of it.</summary>
    /// <param name="manifest">What <see cref="Mark"/> gives.</param>
    /// <param name="stream">The stream.</param>
    /// <exception cref="StorageException">The store fails.</exception>
    public async Task<ExchangeTape?> BeginAsync(DatasetId dataset, long run, string manifest, StreamDescriptor stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (limits.Exchanges == 0)
            return null;
        var staged = await recordings.FindStagedAsync(dataset, run, cancellationToken);
        if (staged is null && await IsFreshAsync(dataset, manifest, cancellationToken))
            return null;
        var before = staged is null ? RecordingSize.Empty : new RecordingSize(staged.Pages, staged.Exchanges, staged.Bytes, staged.Records);
        var tape = new ExchangeTape(limits, before, manifest, stream.PrimaryKey, policy, new Pseudonyms(key));
        return tape.IsClosed ? null : tape;
    }

    /// <summary>Stages what the tape holds of the pages that were stored.</summary>
    /// <exception cref="StorageException">The store fails.</exception>
    public async Task StoreAsync(DatasetId dataset, long run, string manifest, ExchangeTape tape, long pagesStored, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tape);
        var (lines, size) = tape.Encode(pagesStored);
        if (!lines.IsEmpty)
            await recordings.StageAsync(dataset, new RecordingInfo(run, manifest, size.Pages, size.Exchanges, size.Bytes, size.Records), lines, cancellationToken);
    }

    /// <summary>Replays the last good recordings of a connector's streams through a manifest.</summary>
    /// <param name="streams">Names; those without a recording are left out of the answer.</param>
    /// <exception cref="ConnectorException">The manifest or its configuration is wrong.</exception>
    public async Task<IReadOnlyList<Verification>> VerifyAsync(
        string tenant, string connector, IEnumerable<string> streams, ConnectorManifest manifest, System.Text.Json.Nodes.JsonObject config, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(streams);
        var verifier = new RecordingVerifier(manifest, config, clock.GetUtcNow(), policy, new Pseudonyms(key));
        var found = new List<Verification>();
        foreach (var stream in streams)
        {
            var dataset = new DatasetId(tenant, connector, stream);
            if (await recordings.ListAsync(dataset, cancellationToken) is not [var newest, ..])
                continue;
            if (await recordings.ReadAsync(dataset, newest.Run, cancellationToken) is not { } lines)
                continue;
            using var source = new MemoryStream(lines.ToArray(), writable: false);
            foreach (var recording in await RecordedStream.ReadAsync(source, $"recording of {stream}", cancellationToken))
                found.Add(await verifier.VerifyAsync(recording, cancellationToken));
        }
        return found;
    }

    /// <summary>Eight hexadecimal digits that change with the manifest and the configuration, and tell nothing of either.</summary>
    public string Mark(string manifest, string config)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{manifest.Length}:{manifest}{config}")).AsSpan(0, 4));
    }

    private async Task<bool> IsFreshAsync(DatasetId dataset, string manifest, CancellationToken cancellationToken) =>
        await recordings.ListAsync(dataset, cancellationToken) is [var newest, ..] && newest.Manifest == manifest
        && clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(newest.Run) < limits.RefreshEvery;
}
