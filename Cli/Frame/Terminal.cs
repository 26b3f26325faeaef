using System.CommandLine;

namespace Supertrack.Cli.Frame;

/// <summary>
/// The three streams of a process. Results are bytes on <see cref="Results"/> (standard output), notes are text on
/// <see cref="InvocationConfiguration.Error"/>; tests pass streams of memory.
/// </summary>
internal sealed class Terminal : InvocationConfiguration
{
    public Terminal()
    {
        EnableDefaultExceptionHandler = false;
        // Signals are turned into the cancellation token by Interruption.
        ProcessTerminationTimeout = null;
    }

    public required Stream Input { get; init; }

    /// <summary>Where results go, unbuffered; commands that write much wrap it.</summary>
    public required Stream Results { get; init; }

    /// <summary>Whether a person sees the notes, so that progress may be drawn.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Reads a variable of the environment, null when it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public static Terminal OfProcess() => new()
    {
        Input = Console.OpenStandardInput(),
        Results = Console.OpenStandardOutput(),
        IsInteractive = !Console.IsErrorRedirected,
    };
}
