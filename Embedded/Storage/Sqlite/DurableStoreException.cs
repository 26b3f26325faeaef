using Orleans.Runtime;

namespace Orleans.Storage.Sqlite;

/// <summary>What stands between the engine and its database, grouped by what recovers it.</summary>
public enum StoreFault
{
    /// <summary>Another program holds the file for the moment. Nothing was written; try again.</summary>
    Busy,

    /// <summary>The disk or the file's quota is full. Nothing was written; make room and try again, no restart is needed.</summary>
    Full,

    /// <summary>One value is larger than the database takes. Nothing was written; the value must shrink.</summary>
    TooLarge,

    /// <summary>Another process runs on the same data. Stop it, or use another folder.</summary>
    Locked,

    /// <summary>The file or its folder cannot be written. Correct its rights and restart.</summary>
    ReadOnly,

    /// <summary>The file is damaged or no database of this engine. Restore it from a backup and restart.</summary>
    Corrupt,

    /// <summary>The disk failed. What the error interrupted may or may not be stored; restart to read what is.</summary>
    Failed,
}

/// <summary>The engine's database could not be opened, read or written.</summary>
public sealed class DurableStoreException : OrleansException
{
    public DurableStoreException(StoreFault fault, string file, string message, Exception? innerException = null)
        : base(message, innerException!)
    {
        Fault = fault;
        File = file;
    }

    public StoreFault Fault { get; }

    /// <summary>The database file.</summary>
    public string File { get; }

    /// <summary>True when the same write may succeed later in this process.</summary>
    public bool IsRetriable => Fault is StoreFault.Busy or StoreFault.Full;

    /// <summary>True when the store takes no writes any more until the process is restarted.</summary>
    internal bool IsFinal => Fault is StoreFault.ReadOnly or StoreFault.Corrupt or StoreFault.Failed;
}
