using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Remote;

/// <summary><c>supertrack tenant</c>.</summary>
internal static class TenantCommands
{
    private static readonly Option<string?> Name = new("--name") { Description = "A name for people. Default the id." };

    public static Command Create() => new Command("tenant", "The tenants of a server.").With(
        RemoteOptions.Command("create", "Create a tenant.", CreateAsync, RemoteOptions.Tenant, Name),
        RemoteOptions.Command("list", "List the tenants, one a line.", ListAsync),
        RemoteOptions.Command("show", "Show a tenant.", ShowAsync, RemoteOptions.Tenant),
        TenantEgressCommands.Create());

    private static async Task<ExitCode> CreateAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        var body = new JsonObject { ["id"] = call.Value(RemoteOptions.Tenant), ["name"] = call.Value(Name) ?? call.Value(RemoteOptions.Tenant) };
        await call.Results.DocumentAsync(await gateway.PostAsync("tenants", body, cancellation), cancellation);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> ListAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        await foreach (JsonNode? tenant in gateway.ItemsAsync("tenants", int.MaxValue, cancellation))
        {
            await call.Results.LineAsync(tenant, cancellation);
        }

        return ExitCode.Done;
    }

    private static async Task<ExitCode> ShowAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        JsonObject tenant = await gateway.GetAsync(Gateway.Path("tenants", call.Value(RemoteOptions.Tenant)), cancellation);
        await call.Results.DocumentAsync(tenant, cancellation);
        return ExitCode.Done;
    }
}
