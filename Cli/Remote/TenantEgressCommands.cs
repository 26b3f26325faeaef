using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Remote;

/// <summary><c>supertrack tenant egress</c>.</summary>
internal static class TenantEgressCommands
{
    private static readonly Option<string[]> Networks = new("--network") { Description = "A network that is not public and may be reached, e.g. 10.1.0.0/16." };
    private static readonly Option<string[]> Hosts = new("--host") { Description = "The only hosts that may be asked; .example.com stands for every name below it. Default all." };
    private static readonly Option<string[]> Folders = new("--folder") { Description = "An absolute folder of the server that file and SQLite connectors may read." };
    private static readonly Option<string[]> DatabaseHosts = new("--database-host") { Description = "A database server that SQL connectors may connect to." };

    public static Command Create() => new Command("egress", "Where a tenant's connectors may go.").With(
        RemoteOptions.Command("show", "Show where a tenant's connectors may go.", ShowAsync, RemoteOptions.Tenant),
        RemoteOptions.Command("set", "Set where a tenant's connectors may go; what is not given is taken away.", SetAsync, RemoteOptions.Tenant, Networks, Hosts, Folders, DatabaseHosts));

    private static async Task<ExitCode> ShowAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        await call.Results.DocumentAsync(await gateway.GetAsync(PathOf(call), cancellation), cancellation);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> SetAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        var body = new JsonObject
        {
            ["networks"] = List(call, Networks),
            ["hosts"] = List(call, Hosts),
            ["folders"] = List(call, Folders),
            ["databaseHosts"] = List(call, DatabaseHosts),
        };
        await call.Results.DocumentAsync(await gateway.PutAsync(PathOf(call), body, cancellation), cancellation);
        return ExitCode.Done;
    }

    private static JsonArray List(Invocation call, Option<string[]> option) => [.. (call.Value(option) ?? []).Select(text => JsonValue.Create(text))];

    private static string PathOf(Invocation call) => Gateway.Path("tenants", call.Value(RemoteOptions.Tenant), "egress");
}
