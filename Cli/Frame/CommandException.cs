namespace Supertrack.Cli.Frame;

/// <summary>Ends a command with an exit code and one line for the user: what, where, and the next step.</summary>
internal sealed class CommandException(ExitCode exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    public ExitCode ExitCode { get; } = exitCode;

    /// <summary>Wrong usage or unreadable input (exit code 2).</summary>
    public static CommandException Usage(string message, Exception? inner = null) => new(ExitCode.Usage, message, inner);

    /// <summary>A remote system failed (exit code 3).</summary>
    public static CommandException Remote(string message, Exception? inner = null) => new(ExitCode.Remote, message, inner);
}
