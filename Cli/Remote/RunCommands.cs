using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Remote;

/// <summary><c>supertrack run</c>.</summary>
internal static class RunCommands
{
    private static readonly Argument<string> Owner = new("TENANT[/CONNECTOR]");
    private static readonly Option<int> Limit = new("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 100 };

    public static Command Create() => new Command("run", "The runs of connectors.").With(
        RemoteOptions.Command("list", "List runs, the latest first, one a line.", ListAsync, Owner, Limit),
        RemoteOptions.Command("show", "Show a run.", ShowAsync, RemoteOptions.Run),
        RemoteOptions.Command("watch", "Follow a run to its end; exit code 1 unless it succeeds.", WatchAsync, RemoteOptions.Run));

    private static async Task<ExitCode> ListAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        string[] owner = call.Parts(Owner, 1, 2);
        string path = owner.Length == 1
            ? Gateway.Path("tenants", owner[0], "runs")
            : Gateway.Path("tenants", owner[0], "connectors", owner[1], "runs");
        await foreach (JsonNode? run in gateway.ItemsAsync(path, call.Value(Limit), cancellation))
        {
            await call.Results.LineAsync(run, cancellation);
        }

        return ExitCode.Done;
    }

    private static async Task<ExitCode> ShowAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        await call.Results.DocumentAsync(await gateway.GetAsync(PathOf(call), cancellation), cancellation);
        return ExitCode.Done;
    }

    private static Task<ExitCode> WatchAsync(Invocation call, Gateway gateway, CancellationToken cancellation) =>
        RunWatch.ToEndAsync(call, gateway, PathOf(call), cancellation);

    private static string PathOf(Invocation call)
    {
        string[] name = call.Parts(RemoteOptions.Run, 3, 3);
        return Gateway.Path("tenants", name[0], "connectors", name[1], "runs", name[2]);
    }
}
