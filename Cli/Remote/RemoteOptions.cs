using System.CommandLine;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Remote;

/// <summary>Options and arguments of the commands that go to a server.</summary>
internal static class RemoteOptions
{
    public const string DefaultServer = "http://127.0.0.1:5080";
    public const string ServerVariable = "SUPERTRACK_SERVER";
    public const string KeyVariable = "SUPERTRACK_KEY";

    public static readonly Option<string?> Server = new("--server")
    {
        Description = $"Address of the server. Default the variable {ServerVariable}, else {DefaultServer}.",
    };

    public static readonly Option<string?> Key = new("--key") { Description = $"The API key. Default the variable {KeyVariable}." };

    public static readonly Option<bool> Wait = new("--wait") { Description = "Wait for the end of the run; exit code 1 when it fails." };

    public static readonly Argument<string> Tenant = new("TENANT");

    public static readonly Argument<string> Connector = new("TENANT/CONNECTOR");

    public static readonly Argument<string> Run = new("TENANT/CONNECTOR/RUN");

    public static readonly Argument<string> Dataset = new("TENANT/CONNECTOR/STREAM");

    /// <summary>A command that goes to the server, with the options that all of these have.</summary>
    public static Command Command(
        string name, string description, Func<Invocation, Gateway, CancellationToken, Task<ExitCode>> body, params Symbol[] parts) =>
        new Command(name, description).With([.. parts, Server, Key]).Runs(async (call, cancellation) =>
        {
            using Gateway gateway = Gateway.Of(call);
            return await body(call, gateway, cancellation);
        });

    /// <summary>The parts of a name such as TENANT/CONNECTOR.</summary>
    /// <exception cref="CommandException">There are more or fewer parts.</exception>
    public static string[] Parts(this Invocation call, Argument<string> argument, int least, int most)
    {
        string text = call.Value(argument);
        string[] parts = text.Split('/', most);
        return parts.Length >= least && parts.All(part => part.Length > 0)
            ? parts
            : throw CommandException.Usage($"'{text}' is no {argument.Name}. Write it as {argument.Name.ToLowerInvariant()}.");
    }
}
