using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Remote;

/// <summary><c>supertrack records</c>.</summary>
internal static class RecordsCommands
{
    private static readonly Option<int> Limit = new("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 100 };

    public static Command Create() => new Command("records", "The records stored.").With(
        RemoteOptions.Command("query", "Print the records of a stream, one a line.", QueryAsync, RemoteOptions.Dataset, Limit));

    private static async Task<ExitCode> QueryAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        string[] name = call.Parts(RemoteOptions.Dataset, 3, 3);
        string path = Gateway.Path("tenants", name[0], "connectors", name[1], "streams", name[2], "records");
        await foreach (JsonNode? record in gateway.ItemsAsync(path, call.Value(Limit), cancellation))
        {
            await call.Results.LineAsync(record, cancellation);
        }

        return ExitCode.Done;
    }
}
