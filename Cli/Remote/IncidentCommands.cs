using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Remote;

/// <summary><c>supertrack incident</c>.</summary>
internal static class IncidentCommands
{
    private static readonly Argument<string> Incident = new("TENANT/INCIDENT");
    private static readonly Option<bool> Open = new("--open") { Description = "Only those that are not over." };
    private static readonly Option<string?> Host = new("--host") { Description = "Only those of this host." };
    private static readonly Option<int> Limit = new("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 100 };
    private static readonly Option<string?> Note = new("--note") { Description = "Kept with the incident." };
    private static readonly Option<string> Reason = new("--reason") { Description = "Kept with the incident.", Required = true };
    private static readonly Option<string> Text = new("--text") { Description = "What to add to its story.", Required = true };

    public static Command Create() => new Command("incident", "What fails, one incident for each cause.").With(
        RemoteOptions.Command("list", "List incidents, the latest first, one a line.", ListAsync, RemoteOptions.Tenant, Open, Host, Limit),
        RemoteOptions.Command("show", "Show an incident: what it meets, its evidence, its story.", ShowAsync, Incident),
        RemoteOptions.Command("acknowledge", "Say that somebody has seen it; nobody else is called.", (call, gateway, cancellation) =>
            SendAsync(call, gateway, "acknowledge", new JsonObject { ["note"] = call.Value(Note) }, cancellation), Incident, Note),
        RemoteOptions.Command("resolve", "End it; the next failure opens it again.", (call, gateway, cancellation) =>
            SendAsync(call, gateway, "resolve", new JsonObject { ["reason"] = call.Value(Reason) }, cancellation), Incident, Reason),
        RemoteOptions.Command("comment", "Add to its story.", (call, gateway, cancellation) =>
            SendAsync(call, gateway, "comments", new JsonObject { ["text"] = call.Value(Text) }, cancellation), Incident, Text));

    private static async Task<ExitCode> ListAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        var query = Query.Of(("open", call.Value(Open) ? "true" : null), ("host", call.Value(Host)));
        await foreach (JsonNode? incident in gateway.ItemsAsync(Gateway.Path("tenants", call.Value(RemoteOptions.Tenant), "incidents"), call.Value(Limit), cancellation, query))
        {
            await call.Results.LineAsync(incident, cancellation);
        }

        return ExitCode.Done;
    }

    private static async Task<ExitCode> ShowAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        await call.Results.DocumentAsync(await gateway.GetAsync(PathOf(call), cancellation), cancellation);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> SendAsync(Invocation call, Gateway gateway, string action, JsonObject body, CancellationToken cancellation)
    {
        await call.Results.DocumentAsync(await gateway.PostAsync(PathOf(call) + "/" + action, body, cancellation), cancellation);
        return ExitCode.Done;
    }

    private static string PathOf(Invocation call)
    {
        string[] name = call.Parts(Incident, 2, 2);
        return Gateway.Path("tenants", name[0], "incidents", name[1]);
    }
}
