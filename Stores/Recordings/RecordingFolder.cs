using System.IO.Compression;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Recordings;

/// <summary>
/// Recordings in a folder: <c>TENANT/CONNECTOR/STREAM/RUN-....jsonl.gz</c>, each written under another name, flushed to disk and renamed. Lines that are
/// appended become a further member of the compressed file.
/// </summary>
public sealed class RecordingFolder(string root) : IRecordings
{
    private const string Unfinished = ".new";

    public Task<RecordingInfo?> FindStagedAsync(DatasetId dataset, long run, CancellationToken cancellationToken) =>
        InAsync(FolderOf(dataset), folder => Staged(folder, run)?.Info, cancellationToken);

    public Task StageAsync(DatasetId dataset, RecordingInfo info, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(info);
        return InAsync(FolderOf(dataset), folder => Append(folder, info, lines), cancellationToken);
    }

    public Task SettleAsync(string tenant, string connector, long run, bool succeeded, int keep, CancellationToken cancellationToken) =>
        InAsync(
            FolderOf(tenant, connector),
            folder =>
            {
                foreach (var stream in Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [])
                    Settle(stream, run, succeeded, keep);
                return true;
            },
            cancellationToken);

    public Task<IReadOnlyList<RecordingInfo>> ListAsync(DatasetId dataset, CancellationToken cancellationToken) =>
        InAsync<IReadOnlyList<RecordingInfo>>(FolderOf(dataset), folder => [.. Good(folder).Select(one => one.Info)], cancellationToken);

    public Task<ReadOnlyMemory<byte>?> ReadAsync(DatasetId dataset, long run, CancellationToken cancellationToken) =>
        InAsync(FolderOf(dataset), folder => Good(folder).FirstOrDefault(one => one.Info.Run == run).Path is { } path ? (ReadOnlyMemory<byte>?)Unpacked(path) : null, cancellationToken);

    public Task DeleteAsync(DatasetId dataset, CancellationToken cancellationToken) =>
        InAsync(
            FolderOf(dataset),
            folder =>
            {
                if (Directory.Exists(folder))
                    Directory.Delete(folder, recursive: true);
                return true;
            },
            cancellationToken);

    private static IEnumerable<(RecordingInfo Info, string Path)> Good(string folder) =>
        RecordingFileName.In(folder, RecordingFileName.Good).OrderByDescending(one => one.Info.Run);

    private static (RecordingInfo Info, string Path)? Staged(string folder, long run) =>
        RecordingFileName.In(folder, RecordingFileName.Staged).Where(one => one.Info.Run == run)
            .OrderByDescending(one => one.Info.Exchanges).Select(one => ((RecordingInfo, string)?)one).FirstOrDefault();

    private static bool Append(string folder, RecordingInfo info, ReadOnlyMemory<byte> lines)
    {
        Directory.CreateDirectory(folder);
        var before = Staged(folder, info.Run);
        var path = Path.Combine(folder, RecordingFileName.Of(info) + RecordingFileName.Staged);
        var unfinished = path + Unfinished;
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            if (before is { } earlier)
                file.Write(File.ReadAllBytes(earlier.Path));
            using (var zip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
                zip.Write(lines.Span);
            file.Flush(flushToDisk: true);
        }
        File.Move(unfinished, path, overwrite: true);
        if (before is { } replaced && replaced.Path != path)
            File.Delete(replaced.Path);
        return true;
    }

    private static void Settle(string folder, long run, bool succeeded, int keep)
    {
        foreach (var left in Directory.EnumerateFiles(folder, "*" + Unfinished))
            File.Delete(left);
        foreach (var (info, path) in RecordingFileName.In(folder, RecordingFileName.Staged).Where(one => one.Info.Run <= run).ToList())
        {
            // A run that found nothing new says less than the one before it.
            var better = info.Records > 0 || !Good(folder).Any(one => one.Info.Records > 0);
            if (succeeded && info.Run == run && better)
                File.Move(path, path[..^RecordingFileName.Staged.Length] + RecordingFileName.Good, overwrite: true);
            else
                File.Delete(path);
        }
        foreach (var (_, path) in Good(folder).Skip(keep).ToList())
            File.Delete(path);
    }

    private static byte[] Unpacked(string path)
    {
        using var content = new MemoryStream();
        using var unzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        try
        {
            unzip.CopyTo(content);
        }
        catch (InvalidDataException error)
        {
            throw new StorageCorruptException(path, error.Message, error);
        }
        return content.ToArray();
    }

    private string FolderOf(string tenant, string connector) =>
        Path.Combine(root, Identifier.Require(tenant, "Tenant"), Identifier.Require(connector, "Connector"));

    /// <summary>Stream names are foreign text: the readable part is normalised and a hash keeps different names apart.</summary>
    private string FolderOf(DatasetId dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var readable = ColumnNames.Normalise(dataset.Stream);
        var stream = readable == dataset.Stream ? readable : $"{readable}-{BatchId.For(dataset, 0, 0)[..8]}";
        return Path.Combine(FolderOf(dataset.Tenant, dataset.Connector), stream);
    }

    private static Task<T> InAsync<T>(string folder, Func<string, T> work, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            try
            {
                return work(folder);
            }
            catch (UnauthorizedAccessException error)
            {
                throw new StorageReadOnlyException(folder, error);
            }
            catch (IOException error)
            {
                throw Files.Translate(error, folder);
            }
        },
        cancellationToken);
}
