using System.CommandLine;

namespace Supertrack.Cli.Frame;

/// <summary>What a command's body gets: its arguments, where results and notes go, and the clock.</summary>
internal sealed class Invocation(ParseResult parsed)
{
    public Terminal Terminal { get; } = (Terminal)parsed.InvocationConfiguration;

    public ParseResult Parsed { get; } = parsed;

    public bool Verbose { get; } = parsed.GetValue(CommonOptions.Verbose);

    public ResultWriter Results => field ??= new ResultWriter(Terminal.Results, Parsed.GetValue(CommonOptions.Output));

    public T? Value<T>(Option<T> option) => Parsed.GetValue(option);

    public T Value<T>(Argument<T> argument) => Parsed.GetValue(argument)!;

    /// <summary>Writes one line for people to standard error.</summary>
    public void Note(string line) => Terminal.Error.WriteLine(line);
}
