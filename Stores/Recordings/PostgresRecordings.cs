using System.IO.Compression;
using Npgsql;
using Supertrack.Core.Storage;
using Supertrack.Stores.Registry.Postgres;
using Supertrack.Stores.Warehouse.Postgres;

namespace Supertrack.Stores.Recordings;

/// <summary>
/// Recordings of a cluster without a shared folder, a row a stream and run, so that a run that goes on at another silo goes on recording.
/// Lines that are appended become a further member of the compressed value.
/// </summary>
public sealed class PostgresRecordings(PostgresRegistry registry) : IRecordings
{
    private const string Info = "run, manifest, pages, exchanges, bytes, records";
    private const string Of = "tenant = $1 AND connector = $2 AND stream = $3";

    public Task<RecordingInfo?> FindStagedAsync(DatasetId dataset, long run, CancellationToken cancellationToken) => registry.RunAsync(
        async session => (await session.QueryAsync(
            Read, $"SELECT {Info} FROM supertrack.recording WHERE {Of} AND run = $4 AND NOT good",
            dataset.Tenant, dataset.Connector, PostgresCatalog.Storable(dataset.Stream), run)).FirstOrDefault(),
        cancellationToken);

    public async Task StageAsync(DatasetId dataset, RecordingInfo info, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(info);
        var packed = await Task.Run(() => Packed(lines), cancellationToken);
        await registry.RunAsync(
            session => session.ExecuteAsync(
                $"""
                INSERT INTO supertrack.recording AS r (tenant, connector, stream, {Info}, lines) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                ON CONFLICT (tenant, connector, stream, run, good) DO UPDATE SET manifest = excluded.manifest, pages = excluded.pages,
                    exchanges = excluded.exchanges, bytes = excluded.bytes, records = excluded.records, lines = r.lines || excluded.lines
                """,
                dataset.Tenant, dataset.Connector, PostgresCatalog.Storable(dataset.Stream),
                info.Run, info.Manifest, info.Pages, info.Exchanges, info.Bytes, info.Records, packed),
            cancellationToken);
    }

    public Task SettleAsync(string tenant, string connector, long run, bool succeeded, int keep, CancellationToken cancellationToken) => registry.RunAsync(
        async session =>
        {
            if (succeeded)
                await PromoteAsync(session, tenant, connector, run);
            await session.ExecuteAsync("DELETE FROM supertrack.recording WHERE tenant = $1 AND connector = $2 AND run <= $3 AND NOT good", tenant, connector, run);
            return await session.ExecuteAsync(
                """
                DELETE FROM supertrack.recording r WHERE tenant = $1 AND connector = $2 AND good AND $3 <= (
                    SELECT COUNT(*) FROM supertrack.recording n WHERE n.tenant = $1 AND n.connector = $2 AND n.stream = r.stream AND n.good AND n.run > r.run)
                """,
                tenant, connector, (long)keep);
        },
        cancellationToken);

    public Task<IReadOnlyList<RecordingInfo>> ListAsync(DatasetId dataset, CancellationToken cancellationToken) => registry.RunAsync<IReadOnlyList<RecordingInfo>>(
        async session => await session.QueryAsync(
            Read, $"SELECT {Info} FROM supertrack.recording WHERE {Of} AND good ORDER BY run DESC",
            dataset.Tenant, dataset.Connector, PostgresCatalog.Storable(dataset.Stream)),
        cancellationToken);

    public Task<ReadOnlyMemory<byte>?> ReadAsync(DatasetId dataset, long run, CancellationToken cancellationToken) => registry.RunAsync<ReadOnlyMemory<byte>?>(
        async session =>
        {
            var packed = (byte[]?)await session.ScalarAsync(
                $"SELECT lines FROM supertrack.recording WHERE {Of} AND run = $4 AND good",
                dataset.Tenant, dataset.Connector, PostgresCatalog.Storable(dataset.Stream), run);
            return packed is null ? (ReadOnlyMemory<byte>?)null : Unpacked(dataset, run, packed);
        },
        cancellationToken);

    public Task DeleteAsync(DatasetId dataset, CancellationToken cancellationToken) => registry.RunAsync(
        session => session.ExecuteAsync(
            $"DELETE FROM supertrack.recording WHERE {Of}", dataset.Tenant, dataset.Connector, PostgresCatalog.Storable(dataset.Stream)),
        cancellationToken);

    /// <summary>A run that found nothing new says less than the one before it.</summary>
    private static async Task PromoteAsync(PostgresSession session, string tenant, string connector, long run)
    {
        const string Better = """
            s.tenant = $1 AND s.connector = $2 AND s.run = $3 AND NOT s.good AND (s.records > 0 OR NOT EXISTS (
                SELECT 1 FROM supertrack.recording g WHERE g.tenant = $1 AND g.connector = $2 AND g.stream = s.stream AND g.good AND g.records > 0))
            """;
        await session.ExecuteAsync(
            $"DELETE FROM supertrack.recording r WHERE tenant = $1 AND connector = $2 AND run = $3 AND good AND stream IN (SELECT stream FROM supertrack.recording s WHERE {Better})",
            tenant, connector, run);
        await session.ExecuteAsync($"UPDATE supertrack.recording s SET good = true WHERE {Better}", tenant, connector, run);
    }

    private static RecordingInfo Read(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt32(3), reader.GetInt64(4), reader.GetInt64(5));

    private static byte[] Packed(ReadOnlyMemory<byte> lines)
    {
        using var content = new MemoryStream();
        using (var zip = new GZipStream(content, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(lines.Span);
        return content.ToArray();
    }

    private static ReadOnlyMemory<byte> Unpacked(DatasetId dataset, long run, byte[] packed)
    {
        using var content = new MemoryStream();
        using var unzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        try
        {
            unzip.CopyTo(content);
        }
        catch (InvalidDataException error)
        {
            throw new StorageCorruptException($"PostgreSQL, table supertrack.recording, run {run} of {dataset}", error.Message, error);
        }
        return content.ToArray();
    }
}
