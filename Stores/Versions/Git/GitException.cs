namespace Supertrack.Stores.Versions.Git;

/// <summary>Why git did not do what it was asked.</summary>
public enum GitFailure
{
    /// <summary>There is no program git.</summary>
    Missing,

    /// <summary>It took longer than it may.</summary>
    TimedOut,

    /// <summary>The remote does not answer or refuses; what was to be pushed waits.</summary>
    Remote,

    /// <summary>Anything else: the repository or the request is wrong.</summary>
    Failed,
}

/// <summary>git failed. The message says what, where and the next step; no secrets.</summary>
public sealed class GitException(GitFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public GitFailure Failure { get; } = failure;
}
