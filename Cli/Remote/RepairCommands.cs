using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Remote;

/// <summary><c>supertrack repair</c>: what connectors do about their failures, and what people decide about it.</summary>
internal static class RepairCommands
{
    private static readonly Argument<string> Repair = new("TENANT/CONNECTOR/REPAIR");
    private static readonly Option<string> Reason = new("--reason") { Description = "Kept with the repair.", Required = true };

    private static readonly Option<string[]> Streams = new("--stream")
    {
        Description = "Only this stream; may be repeated. Without it, those that failed in the last run.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Create() => new Command("repair", "Repairs of connectors.").With(
        RemoteOptions.Command("start", "Search a repair now.", StartAsync, RemoteOptions.Connector, Streams),
        RemoteOptions.Command("list", "List a connector's repairs, newest first, one a line.", ListAsync, RemoteOptions.Connector),
        RemoteOptions.Command("show", "Show a repair: cause, patch, what was tried, its story.", ShowAsync, Repair),
        RemoteOptions.Command("approve", "Let a waiting candidate go on trial.", (call, gateway, cancellation) => DecideAsync(call, gateway, "approve", null, cancellation), Repair),
        RemoteOptions.Command("reject", "Refuse a candidate.", (call, gateway, cancellation) => DecideAsync(call, gateway, "reject", call.Value(Reason), cancellation), Repair, Reason),
        RemoteOptions.Command("rollback", "Take a promoted version back.", (call, gateway, cancellation) => DecideAsync(call, gateway, "rollback", call.Value(Reason), cancellation), Repair, Reason),
        RemoteOptions.Command("take-over", "Stop the repair; a person goes on.", (call, gateway, cancellation) => DecideAsync(call, gateway, "takeover", null, cancellation), Repair),
        RemoteOptions.Command("hand-back", "Let the platform search again.", (call, gateway, cancellation) => DecideAsync(call, gateway, "handback", null, cancellation), Repair));

    private static async Task<ExitCode> StartAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        string[] name = call.Parts(RemoteOptions.Connector, 2, 2);
        JsonArray? streams = call.Value(Streams) is { Length: > 0 } chosen ? [.. chosen.Select(stream => JsonValue.Create(stream))] : null;
        await call.Results.DocumentAsync(await gateway.PostAsync(Gateway.Path("tenants", name[0], "connectors", name[1], "repairs"), new JsonObject { ["streams"] = streams }, cancellation), cancellation);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> ListAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        string[] name = call.Parts(RemoteOptions.Connector, 2, 2);
        await foreach (JsonNode? repair in gateway.ItemsAsync(Gateway.Path("tenants", name[0], "connectors", name[1], "repairs"), int.MaxValue, cancellation))
        {
            await call.Results.LineAsync(repair, cancellation);
        }

        return ExitCode.Done;
    }

    private static async Task<ExitCode> ShowAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        await call.Results.DocumentAsync(await gateway.GetAsync(PathOf(call), cancellation), cancellation);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> DecideAsync(Invocation call, Gateway gateway, string decision, string? reason, CancellationToken cancellation)
    {
        var body = new JsonObject { ["decision"] = decision, ["reason"] = reason };
        await call.Results.DocumentAsync(await gateway.PostAsync(PathOf(call) + "/decisions", body, cancellation), cancellation);
        return ExitCode.Done;
    }

    private static string PathOf(Invocation call)
    {
        string[] name = call.Parts(Repair, 3, 3);
        return Gateway.Path("tenants", name[0], "connectors", name[1], "repairs", name[2]);
    }
}
