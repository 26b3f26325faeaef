namespace Supertrack.Core.Storage;

/// <summary>What gets a failed store going again.</summary>
public enum StorageRecovery
{
    /// <summary>Nothing is wrong with the data; the same call may succeed later.</summary>
    Retry,

    /// <summary>A person has to make room, grant access or restore a file; the run waits and continues where it stopped.</summary>
    NeedsPerson,

    /// <summary>The caller works from an outdated position and has to stop.</summary>
    Stop,
}

/// <summary>A store refused. The message says what, where and the next step; nothing of the call was stored.</summary>
public abstract class StorageException(StorageRecovery recovery, string where, string message, string nextStep, Exception? inner)
    : Exception($"{message} {nextStep}", inner)
{
    public StorageRecovery Recovery { get; } = recovery;

    /// <summary>The file or server, without credentials.</summary>
    public string Where { get; } = where;

    /// <summary>What a person should do.</summary>
    public string NextStep { get; } = nextStep;
}
