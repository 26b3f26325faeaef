using System.Globalization;

namespace Supertrack.Silo.Settings;

/// <summary>The data folder, held against a second process for as long as this one lives: the operating system lets go of the lock however it ends.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held) => (Root, _lock) = (path, held);

    public string Root { get; }

    public string Warehouse => Path.Combine(Root, "warehouse");

    public string Lake => Path.Combine(Root, "lake");

    public string Versions => Path.Combine(Root, "versions");

    public string Recordings => Path.Combine(Root, "recordings");

    public string Registry => Path.Combine(Root, "registry.db");

    public string Engine => Path.Combine(Root, "engine");

    public string KeyFile => Path.Combine(Root, "keys", "data.key");

    /// <exception cref="SettingsException">Another process holds the folder, or it cannot be written.</exception>
    public static DataFolder Hold(string path)
    {
        var root = Path.GetFullPath(path);
        var lockFile = Path.Combine(root, "silo.lock");
        try
        {
            Directory.CreateDirectory(root);
            var held = new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            held.SetLength(0);
            held.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            held.Flush();
            return new DataFolder(root, held);
        }
        catch (UnauthorizedAccessException)
        {
            throw new SettingsException($"The data folder {root} cannot be written. Give this user write permission on it, or choose another with --data DIR.");
        }
        catch (IOException error) when (File.Exists(lockFile) && IsSharing(error))
        {
            throw new SettingsException($"The data folder {root} is in use by another silo process. Stop that one, or choose another folder with --data DIR.");
        }
        catch (IOException error)
        {
            throw new SettingsException($"The data folder {root} cannot be used: {error.Message} Choose another with --data DIR.");
        }
    }

    // EAGAIN/EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.
    private static bool IsSharing(IOException error) => (error.HResult & 0xffff) is 11 or 35 or 32;

    public void Dispose() => _lock.Dispose();
}
