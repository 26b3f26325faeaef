using System.CommandLine;

namespace Supertrack.Cli.Frame;

internal static class CommandBody
{
    /// <summary>Gives a command its body; Ctrl-C cancels the token, and the frame turns what is thrown into an exit code.</summary>
    public static Command Runs(this Command command, Func<Invocation, CancellationToken, Task<ExitCode>> body)
    {
        command.SetAction(async (parsed, cancellation) =>
        {
            var invocation = new Invocation(parsed);
            ExitCode code = await body(invocation, cancellation);
            await invocation.Results.FinishAsync(CancellationToken.None);
            return (int)code;
        });
        return command;
    }

    /// <summary>A command with its arguments, options and subcommands in one expression.</summary>
    public static Command With(this Command command, params Symbol[] parts)
    {
        foreach (Symbol part in parts)
        {
            switch (part)
            {
                case Argument argument: command.Arguments.Add(argument); break;
                case Option option: command.Options.Add(option); break;
                case Command sub: command.Subcommands.Add(sub); break;
            }
        }

        return command;
    }
}
