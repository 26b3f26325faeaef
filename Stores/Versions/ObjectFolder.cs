using Supertrack.Core.Storage;
using Supertrack.Core.Versions.Canonical;

namespace Supertrack.Stores.Versions;

/// <summary>
/// Files named by the SHA-256 of what they hold, under two levels: <c>ab/abcdef...</c>. Written under another name, flushed to disk, made
/// read-only and renamed, so a name only ever appears with its whole content. The index' own flush, which follows, makes the names durable.
/// </summary>
internal sealed class ObjectFolder(string root)
{
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public string PathOf(string name) => Path.Combine(root, name[..2], name);

    /// <summary>Bytes that can be made anew from something else, under the name of their own hash: they need not be on the disk at once.</summary>
    public void AddCopy(ReadOnlySpan<byte> content, string hash)
    {
        if (!Holds(hash, content)) Write(hash, content, flush: false);
    }

    /// <summary>The file's bytes, not verified; null when there is none.</summary>
    public byte[]? Read(string name)
    {
        try
        {
            return File.ReadAllBytes(PathOf(name));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StorageReadOnlyException(PathOf(name), error);
        }
        catch (IOException error)
        {
            throw Files.Translate(error, PathOf(name));
        }
    }

    /// <summary>Replaces or makes a file, whatever lies there.</summary>
    public void Write(string name, ReadOnlySpan<byte> content, bool flush = true)
    {
        var path = PathOf(name);
        var staged = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var file = new FileStream(staged, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                file.Write(content);
                file.Flush(flushToDisk: flush);
            }
            if (OperatingSystem.IsWindows()) File.SetAttributes(staged, FileAttributes.ReadOnly);
            else File.SetUnixFileMode(staged, ReadOnly);
            File.Move(staged, path, overwrite: true);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StorageReadOnlyException(path, error);
        }
        catch (IOException error)
        {
            throw Files.Translate(error, path);
        }
    }

    /// <summary>The names of all files.</summary>
    public IEnumerable<string> Names() => !Directory.Exists(root) ? [] : Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetFileName(file)).Where(name => name.Length == 64 && name.All(char.IsAsciiHexDigitLower));

    private bool Holds(string hash, ReadOnlySpan<byte> content) => Read(hash) is { } bytes && bytes.Length == content.Length && ArtifactContent.HashOf(bytes) == hash;
}
