using System.IO.Compression;
using System.Runtime.CompilerServices;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Lake;

/// <summary>
/// Raw records in a folder: <c>TENANT/CONNECTOR/STREAM/RUN-FIRST-LAST.jsonl.gz</c>, one file a committed chunk, written under a staging name,
/// flushed to disk and renamed. The name is made of run and page numbers only, so writing a chunk again replaces it.
/// </summary>
public sealed class LakeFolder(string root) : ILake
{
    public Task<long> StageAsync(DatasetId dataset, long run, IReadOnlyList<PageBatch> pages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pages);
        var folder = FolderOf(dataset);
        return Task.Run(() => Translated(folder, () => Write(folder, run, pages, cancellationToken)), cancellationToken);
    }

    public Task PublishAsync(DatasetId dataset, long run, long firstSequence, long lastSequence, CancellationToken cancellationToken)
    {
        var name = new LakeFileName(run, firstSequence, lastSequence);
        var folder = FolderOf(dataset);
        return Task.Run(() => Translated(folder, () => Publish(folder, name)), cancellationToken);
    }

    public Task RecoverAsync(DatasetId dataset, StreamPosition position, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(position);
        var folder = FolderOf(dataset);
        return Task.Run(() => Translated(folder, () => Settle(folder, position)), cancellationToken);
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        DatasetId dataset, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = FolderOf(dataset);
        if (!Directory.Exists(folder))
            yield break;
        foreach (var name in LakeFileName.Published(folder).OrderBy(name => name.Run).ThenBy(name => name.First))
        {
            using var content = new MemoryStream();
            await using var file = File.OpenRead(Path.Combine(folder, name.ToString()));
            await using var unzip = new GZipStream(file, CompressionMode.Decompress);
            try
            {
                await unzip.CopyToAsync(content, cancellationToken);
            }
            catch (InvalidDataException error)
            {
                throw new StorageCorruptException(file.Name, error.Message, error);
            }
            yield return content.ToArray();
        }
    }

    public Task DeleteAsync(DatasetId dataset, CancellationToken cancellationToken)
    {
        var folder = FolderOf(dataset);
        return Task.Run(
            () => Translated(folder, () =>
            {
                var gone = folder + ".gone";
                if (Directory.Exists(gone))
                    Directory.Delete(gone, recursive: true);
                if (!Directory.Exists(folder))
                    return true;
                // Moved away first: a chunk that is still staging its pages there would keep the folder from being removed.
                Directory.Move(folder, gone);
                Directory.Delete(gone, recursive: true);
                return true;
            }),
            cancellationToken);
    }

    /// <summary>Stream names are foreign text: the readable part is normalised and a hash keeps different names apart.</summary>
    public string FolderOf(DatasetId dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var readable = ColumnNames.Normalise(dataset.Stream);
        var stream = readable == dataset.Stream ? readable : $"{readable}-{BatchId.For(dataset, 0, 0)[..8]}";
        return Path.Combine(root, Identifier.Require(dataset.Tenant, "Tenant"), Identifier.Require(dataset.Connector, "Connector"), stream);
    }

    private static long Write(string folder, long run, IReadOnlyList<PageBatch> pages, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var name = new LakeFileName(run, pages[0].Sequence, pages[^1].Sequence);
        var path = Path.Combine(folder, name.Staged);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        using (var zip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var page in pages)
            {
                cancellationToken.ThrowIfCancellationRequested();
                zip.Write(page.Lines.Span);
                if (!page.Lines.IsEmpty && page.Lines.Span[^1] != '\n')
                    zip.WriteByte((byte)'\n');
            }
        }
        file.Flush(flushToDisk: true);
        return file.Length;
    }

    private static bool Publish(string folder, LakeFileName name)
    {
        var staged = Path.Combine(folder, name.Staged);
        if (File.Exists(staged))
            File.Move(staged, Path.Combine(folder, name.ToString()), overwrite: true);
        return true;
    }

    private static bool Settle(string folder, StreamPosition position)
    {
        if (!Directory.Exists(folder))
            return true;
        foreach (var name in LakeFileName.StagedIn(folder))
        {
            if (name.Run == position.Run && name.Last <= position.Sequence)
                Publish(folder, name);
            else if (name.Run <= position.Run)
                File.Delete(Path.Combine(folder, name.Staged));
        }
        return true;
    }

    private static T Translated<T>(string folder, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StorageReadOnlyException(folder, error);
        }
        catch (IOException error)
        {
            throw Files.Translate(error, folder);
        }
    }
}
