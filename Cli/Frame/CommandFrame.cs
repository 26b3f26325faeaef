using System.CommandLine;

namespace Supertrack.Cli.Frame;

/// <summary>
/// The root of the command line: options that every command has, one-line errors and exit codes.
/// Results go to standard output, notes to standard error; no stack trace is shown without <c>--verbose</c>.
/// </summary>
internal sealed class CommandFrame
{
    private readonly RootCommand _root;

    public CommandFrame(IEnumerable<Command> groups)
    {
        _root = new RootCommand("Reads other people's APIs, keeps the connectors to them working, and controls a running Supertrack.");
        _root.Options.Add(CommonOptions.Output);
        _root.Options.Add(CommonOptions.Verbose);
        foreach (Command group in groups)
        {
            _root.Subcommands.Add(group);
        }
    }

    /// <summary>Runs one command line and returns its exit code (<see cref="ExitCode"/>). Never throws.</summary>
    public async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellation = default)
    {
        ParseResult parsed = _root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await terminal.Error.WriteLineAsync(UsageLine(parsed));
            return (int)ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(terminal, cancellation);
        }
        catch (Exception error)
        {
            (ExitCode code, string line) = ErrorLine.Of(error);
            await terminal.Error.WriteLineAsync(line);
            if (parsed.GetValue(CommonOptions.Verbose))
            {
                await terminal.Error.WriteLineAsync(error.ToString());
            }

            return (int)code;
        }
    }

    private static string UsageLine(ParseResult parsed)
    {
        string command = string.Join(' ', CommandPath(parsed.CommandResult.Command));
        string message = ErrorLine.OneLine(parsed.Errors[0].Message).TrimEnd('.');
        return $"error: {message}. Run '{command} --help' to see what it takes.";
    }

    private static IEnumerable<string> CommandPath(Command command)
    {
        var names = new Stack<string>();
        for (Symbol? symbol = command; symbol is not null; symbol = symbol.Parents.FirstOrDefault())
        {
            names.Push(symbol is RootCommand ? "supertrack" : symbol.Name);
        }

        return names;
    }
}
