using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>
/// The stored state is not the one this activation read. Let it escape the grain: the activation that threw it is dropped
/// and the next call reads the state anew.
/// </summary>
public class InconsistentStateException : OrleansException
{
    public InconsistentStateException() { }
    public InconsistentStateException(string message) : base(message) { }
    public InconsistentStateException(string message, Exception? innerException) : base(message, innerException!) { }

    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
        : base(errorMsg, storageException!)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : this(errorMsg, storedEtag, currentEtag, null) { }

    public InconsistentStateException(string? storedEtag, string? currentEtag, Exception storageException)
        : this(storageException.Message, storedEtag, currentEtag, storageException) { }

    /// <summary>True while the exception is still inside the activation whose state is stale.</summary>
    internal bool IsSourceActivation { get; set; } = true;

    public string? StoredEtag { get; private set; }
    public string? CurrentEtag { get; private set; }

    public override string ToString() =>
        $"InconsistentStateException: {Message} Expected Etag={StoredEtag} Received Etag={CurrentEtag} {InnerException}";
}
