using System.CommandLine;
using System.Text;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Tests;

/// <summary>Runs a command line in this process, over streams of memory.</summary>
internal sealed record CommandRun(int ExitCode, string Results, string Notes)
{
    public static Task<CommandRun> OfAsync(params string[] args) => OfAsync(CommandGroups.All(), args);

    public static async Task<CommandRun> OfAsync(
        IEnumerable<Command> groups, string[] args, string input = "", CancellationToken cancellation = default)
    {
        using var results = new MemoryStream();
        using var notes = new StringWriter();
        using var stdin = new MemoryStream(Encoding.UTF8.GetBytes(input));
        var terminal = new Terminal { Input = stdin, Results = results, Variable = _ => null, Error = notes, Output = notes };
        int code = await new CommandFrame(groups).RunAsync(args, terminal, cancellation);
        return new CommandRun(code, Encoding.UTF8.GetString(results.ToArray()), notes.ToString());
    }
}
