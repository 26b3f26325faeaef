using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Remote;

/// <summary><c>supertrack dead-letter</c>.</summary>
internal static class DeadLetterCommands
{
    private static readonly Argument<string> Letter = new("TENANT/ID");
    private static readonly Option<int> Limit = new("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 100 };

    public static Command Create() => new Command("dead-letter", "Events that their subscribers could not take.").With(
        RemoteOptions.Command("list", "List them, the latest first, one a line.", ListAsync, RemoteOptions.Tenant, Limit),
        RemoteOptions.Command("show", "Show one with its error and its event.", ShowAsync, Letter),
        RemoteOptions.Command("retry", "Bring the event to its subscriber once more.", RetryAsync, Letter),
        RemoteOptions.Command("discard", "Forget the event.", DiscardAsync, Letter));

    private static async Task<ExitCode> ListAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        await foreach (JsonNode? letter in gateway.ItemsAsync(Gateway.Path("tenants", call.Value(RemoteOptions.Tenant), "dead-letters"), call.Value(Limit), cancellation))
        {
            await call.Results.LineAsync(letter, cancellation);
        }

        return ExitCode.Done;
    }

    private static async Task<ExitCode> ShowAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        await call.Results.DocumentAsync(await gateway.GetAsync(PathOf(call), cancellation), cancellation);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> RetryAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        await gateway.PostAsync(PathOf(call) + "/retry", null, cancellation);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> DiscardAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        await gateway.DeleteAsync(PathOf(call), cancellation);
        return ExitCode.Done;
    }

    private static string PathOf(Invocation call)
    {
        string[] name = call.Parts(Letter, 2, 2);
        return Gateway.Path("tenants", name[0], "dead-letters", name[1]);
    }
}
