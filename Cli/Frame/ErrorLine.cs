using System.Net.Sockets;
using System.Text.Json;

namespace Supertrack.Cli.Frame;

/// <summary>Turns a failure into one line for the user and the exit code that says what kind it was.</summary>
internal static class ErrorLine
{
    public static (ExitCode Code, string Line) Of(Exception error) => error switch
    {
        OperationCanceledException => (ExitCode.Cancelled, "cancelled"),
        CommandException command => (command.ExitCode, "error: " + OneLine(command.Message)),
        HttpRequestException or SocketException or TimeoutException => (ExitCode.Remote, "error: " + OneLine(error.Message)),
        IOException or UnauthorizedAccessException or JsonException => (ExitCode.Usage, "error: " + OneLine(error.Message)),
        _ => (KnownFailures.CodeOf(error), "error: " + OneLine(error.Message) + KnownFailures.Advice(error)),
    };

    /// <summary>Line breaks become spaces, so that scripts find one error in one line.</summary>
    public static string OneLine(string text) =>
        string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
