using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Remote;

/// <summary>The remote part of <c>supertrack schema</c>: versions of stored streams, their policy, and decisions about drift.</summary>
internal static class SchemaRemoteCommands
{
    private static readonly Argument<string> Stream = new("TENANT/CONNECTOR/STREAM") { Description = "The stream's name may itself hold slashes." };
    private static readonly Argument<string> Policy = new("policy") { Description = "propagate_all, fields_only, ask, freeze, or tenant for the tenant's." };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Kept with the decision." };

    public static IEnumerable<Command> All() =>
    [
        RemoteOptions.Command("show", "Show a stream's schema, its policy, who relies on it and what waits for a decision.", (call, gateway, cancellation) => ShowAsync(call, gateway, "", cancellation), Stream),
        RemoteOptions.Command("history", "List a stream's schema versions, newest first, one a line.", (call, gateway, cancellation) => ListAsync(call, gateway, "/versions", cancellation), Stream),
        RemoteOptions.Command("events", "List a stream's drift events, newest first, one a line.", (call, gateway, cancellation) => ListAsync(call, gateway, "/events", cancellation), Stream),
        RemoteOptions.Command("policy", "Set what happens by itself when a stream's data changes its shape.", PolicyAsync, Stream, Policy),
        RemoteOptions.Command("approve", "Let the pending change of a stream's schema happen.", (call, gateway, cancellation) => DecideAsync(call, gateway, true, cancellation), Stream, Reason),
        RemoteOptions.Command("reject", "Refuse the pending change of a stream's schema.", (call, gateway, cancellation) => DecideAsync(call, gateway, false, cancellation), Stream, Reason),
        RemoteOptions.Command("contract", "End the view of the old shape; old columns are set aside with their values.", ContractAsync, Stream),
    ];

    private static async Task<ExitCode> ShowAsync(Invocation call, Gateway gateway, string what, CancellationToken cancellation)
    {
        await call.Results.DocumentAsync(await gateway.GetAsync(PathOf(call) + what, cancellation), cancellation);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> ListAsync(Invocation call, Gateway gateway, string what, CancellationToken cancellation)
    {
        await foreach (JsonNode? item in gateway.ItemsAsync(PathOf(call) + what, int.MaxValue, cancellation)) await call.Results.LineAsync(item, cancellation);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> PolicyAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        string policy = call.Value(Policy)!;
        var body = new JsonObject { ["policy"] = policy == "tenant" ? null : policy };
        await call.Results.DocumentAsync(await gateway.PutAsync(PathOf(call) + "/policy", body, cancellation), cancellation);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> DecideAsync(Invocation call, Gateway gateway, bool approve, CancellationToken cancellation)
    {
        var body = new JsonObject { ["approve"] = approve, ["reason"] = call.Value(Reason) };
        await call.Results.DocumentAsync(await gateway.PostAsync(PathOf(call) + "/decisions", body, cancellation), cancellation);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> ContractAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        await call.Results.DocumentAsync(await gateway.PostAsync(PathOf(call) + "/contract", null, cancellation), cancellation);
        return ExitCode.Done;
    }

    private static string PathOf(Invocation call)
    {
        string[] parts = call.Value(Stream)!.Split('/', 3);
        if (parts.Length < 3 || parts.Any(string.IsNullOrEmpty)) throw CommandException.Usage($"'{call.Value(Stream)}' names no stream. Write TENANT/CONNECTOR/STREAM.");
        return Gateway.Path("tenants", parts[0], "connectors", parts[1], "schemas", parts[2]);
    }
}
