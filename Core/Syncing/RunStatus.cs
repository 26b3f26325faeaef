namespace Supertrack.Core.Syncing;

public enum RunStatus
{
    /// <summary>A chunk is being read, or is about to be.</summary>
    Running,

    /// <summary>A chunk failed in a way that passes; the next attempt has a time.</summary>
    Waiting,

    /// <summary>A person stopped it; it continues where it stood.</summary>
    Paused,

    Succeeded,

    /// <summary>At least one stream could not be read to its end.</summary>
    Failed,

    Cancelled,
}
