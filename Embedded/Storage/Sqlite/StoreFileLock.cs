namespace Orleans.Storage.Sqlite;

/// <summary>
/// Keeps a second process off the same data. The lock lies in a file of its own, beside the database, so that other programs can still read the
/// database; the operating system gives it back when the process dies, however it dies.
/// </summary>
internal static class StoreFileLock
{
    /// <exception cref="DurableStoreException">Another process has it, or the folder cannot be written.</exception>
    public static FileStream Take(string databaseFile)
    {
        var path = databaseFile + ".lock";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(databaseFile))!);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            WriteOwner(file);
            return file;
        }
        catch (UnauthorizedAccessException e)
        {
            throw NotWritable(databaseFile, e);
        }
        catch (IOException e) when (!IsHeld(e))
        {
            throw NotWritable(databaseFile, e);
        }
        catch (IOException e)
        {
            throw new DurableStoreException(StoreFault.Locked, databaseFile,
                $"Another process runs on {databaseFile} ({path} is locked). Stop it, or give this one another data folder.", e);
        }
    }

    private static void WriteOwner(FileStream file)
    {
        file.SetLength(0);
        file.Write(System.Text.Encoding.UTF8.GetBytes($"{Environment.ProcessId}\n"));
        file.Flush();
    }

    // .NET has no exception of its own for a file that is open elsewhere: EWOULDBLOCK of Linux and of macOS, sharing and lock violation of Windows.
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);

    private static DurableStoreException NotWritable(string file, Exception inner) => new(StoreFault.ReadOnly, file,
        $"The folder of {file} cannot be written: {inner.Message} Give this user the right to write it, or choose another data folder.", inner);
}
