using System.IO.Compression;
using System.Runtime.CompilerServices;
using Supertrack.Core.Storage;
using Supertrack.Stores.Registry.Postgres;
using Supertrack.Stores.Warehouse.Postgres;

namespace Supertrack.Stores.Lake;

/// <summary>
/// Raw records of a cluster without a shared folder: one row a committed chunk, compressed JSON lines. What a silo staged before it died is
/// settled by whichever silo reads the stream next.
/// </summary>
public sealed class PostgresLake(PostgresRegistry registry) : ILake
{
    private const string Of = "tenant = $1 AND connector = $2 AND stream = $3";

    public async Task<long> StageAsync(DatasetId dataset, long run, IReadOnlyList<PageBatch> pages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pages);
        var lines = await Task.Run(() => Compress(pages), cancellationToken);
        // Pages that are published are those that the warehouse holds, and stay as they are.
        await registry.RunAsync(
            session => session.ExecuteAsync(
                """
                INSERT INTO supertrack.lake (tenant, connector, stream, run, first, last, lines) VALUES ($1, $2, $3, $4, $5, $6, $7)
                ON CONFLICT (tenant, connector, stream, run, first, last) DO UPDATE SET lines = excluded.lines WHERE NOT lake.published
                """,
                dataset.Tenant, dataset.Connector, PostgresCatalog.Storable(dataset.Stream), run, pages[0].Sequence, pages[^1].Sequence, lines),
            cancellationToken);
        return lines.LongLength;
    }

    public Task PublishAsync(DatasetId dataset, long run, long firstSequence, long lastSequence, CancellationToken cancellationToken) => registry.RunAsync(
        session => session.ExecuteAsync(
            $"UPDATE supertrack.lake SET published = true WHERE {Of} AND run = $4 AND first = $5 AND last = $6",
            dataset.Tenant, dataset.Connector, PostgresCatalog.Storable(dataset.Stream), run, firstSequence, lastSequence),
        cancellationToken);

    public Task RecoverAsync(DatasetId dataset, StreamPosition position, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(position);
        var stream = PostgresCatalog.Storable(dataset.Stream);
        return registry.RunAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    $"UPDATE supertrack.lake SET published = true WHERE {Of} AND run = $4 AND last <= $5 AND NOT published",
                    dataset.Tenant, dataset.Connector, stream, position.Run, position.Sequence);
                return await session.ExecuteAsync(
                    $"DELETE FROM supertrack.lake WHERE {Of} AND run <= $4 AND NOT published", dataset.Tenant, dataset.Connector, stream, position.Run);
            },
            cancellationToken);
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(DatasetId dataset, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (run, first) = (long.MinValue, long.MinValue);
        while (await NextAsync(dataset, run, first, cancellationToken) is { } next)
        {
            (run, first) = (next.Run, next.First);
            yield return Decompress(dataset, next.Lines);
        }
    }

    public Task DeleteAsync(DatasetId dataset, CancellationToken cancellationToken) => registry.RunAsync(
        session => session.ExecuteAsync(
            $"DELETE FROM supertrack.lake WHERE {Of}", dataset.Tenant, dataset.Connector, PostgresCatalog.Storable(dataset.Stream)),
        cancellationToken);

    /// <summary>One row at a time, so that a long lake does not fill the memory.</summary>
    private Task<StoredLines?> NextAsync(DatasetId dataset, long run, long first, CancellationToken cancellationToken) => registry.RunAsync(
        async session => (await session.QueryAsync(
            reader => new StoredLines(reader.GetInt64(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2)),
            $"SELECT run, first, lines FROM supertrack.lake WHERE {Of} AND published AND (run, first) > ($4, $5) ORDER BY run, first LIMIT 1",
            dataset.Tenant, dataset.Connector, PostgresCatalog.Storable(dataset.Stream), run, first)).FirstOrDefault(),
        cancellationToken);

    private static byte[] Compress(IReadOnlyList<PageBatch> pages)
    {
        using var content = new MemoryStream();
        using (var zip = new GZipStream(content, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var page in pages)
            {
                zip.Write(page.Lines.Span);
                if (!page.Lines.IsEmpty && page.Lines.Span[^1] != '\n')
                    zip.WriteByte((byte)'\n');
            }
        }
        return content.ToArray();
    }

    private static byte[] Decompress(DatasetId dataset, byte[] lines)
    {
        using var content = new MemoryStream();
        using var zip = new GZipStream(new MemoryStream(lines), CompressionMode.Decompress);
        try
        {
            zip.CopyTo(content);
        }
        catch (InvalidDataException error)
        {
            throw new StorageCorruptException($"PostgreSQL, table supertrack.lake, {dataset}", error.Message, error);
        }
        return content.ToArray();
    }

    private sealed record StoredLines(long Run, long First, byte[] Lines);
}
