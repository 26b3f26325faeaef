namespace Supertrack.Cli.Frame;

/// <summary>What a command answers to the shell. The numbers are a public contract.</summary>
internal enum ExitCode
{
    Done = 0,

    /// <summary>The answer is negative: a check failed, a schema is incompatible, a scenario was not healed.</summary>
    Negative = 1,

    /// <summary>Wrong usage or input that cannot be read.</summary>
    Usage = 2,

    /// <summary>A remote system failed.</summary>
    Remote = 3,

    Cancelled = 130,
}
