using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Remote;

/// <summary>The commands of <c>supertrack connector</c> that control the connectors of a server.</summary>
internal static class ConnectorRemoteCommands
{
    private static readonly Argument<string> Manifest = new("MANIFEST") { Description = "A manifest in YAML or JSON." };
    private static readonly Option<string?> Config = new("--config") { Description = "The connection's settings, a JSON object." };
    private static readonly Option<string?> Name = new("--name") { Description = "A name for people." };
    private static readonly Option<string?> Cron = new("--cron") { Description = "When to run, as cron fields in UTC." };
    private static readonly Option<int?> Every = new("--every") { Description = "Run every so many seconds, 60 at least." };
    private static readonly Option<bool> Full = new("--full-refresh") { Description = "Read everything, not only what changed." };
    private static readonly Option<bool> DropRows = new("--drop-rows") { Description = "Also delete the rows stored so far." };

    private static readonly Option<string[]> Streams = new("--stream")
    {
        Description = "Only this stream; may be repeated.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> FindingStream = new("--stream") { Description = "Only this stream's findings." };
    private static readonly Option<string?> Measure = new("--measure") { Description = "Only this finding, as 'connector findings' names it." };

    public static Command[] Create() =>
    [
        RemoteOptions.Command("add", "Register a connector.", AddAsync, RemoteOptions.Connector, Manifest, Config, Name, Streams, Cron, Every),
        RemoteOptions.Command("list", "List a tenant's connectors, one a line.", ListAsync, RemoteOptions.Tenant),
        RemoteOptions.Command("show", "Show a connector.", ShowAsync, RemoteOptions.Connector),
        RemoteOptions.Command("findings", "List what was noticed about a connector's runs and stands, one a line.", FindingsAsync, RemoteOptions.Connector),
        RemoteOptions.Command("accept", "Take what was noticed for normal from now on.", AcceptAsync, RemoteOptions.Connector, FindingStream, Measure),
        RemoteOptions.Command("sync", "Start a run.", SyncAsync, RemoteOptions.Connector, Streams, Full, RemoteOptions.Wait),
        RemoteOptions.Command("pause", "Pause a connector and its run.", (call, gateway, cancellation) => ActAsync(call, gateway, "pause", null, cancellation), RemoteOptions.Connector),
        RemoteOptions.Command("resume", "Resume a paused connector.", (call, gateway, cancellation) => ActAsync(call, gateway, "resume", null, cancellation), RemoteOptions.Connector),
        RemoteOptions.Command("cancel", "Cancel the run under way.", CancelAsync, RemoteOptions.Connector),
        RemoteOptions.Command("retire", "End a connector's life; its rows stay.", (call, gateway, cancellation) => ActAsync(call, gateway, "retire", null, cancellation), RemoteOptions.Connector),
        RemoteOptions.Command("reset", "Forget how far the streams were read.", ResetAsync, RemoteOptions.Connector, DropRows),
    ];

    private static async Task<ExitCode> AddAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        string[] name = call.Parts(RemoteOptions.Connector, 2, 2);
        var body = new JsonObject
        {
            ["id"] = name[1],
            ["name"] = call.Value(Name),
            ["manifest"] = await InputFile.TextAsync(call.Value(Manifest), call.Terminal, cancellation),
            ["config"] = call.Value(Config) is { } config ? await InputFile.ObjectAsync(config, call.Terminal, cancellation) : null,
            ["streams"] = StreamNames(call),
            ["schedule"] = new JsonObject { ["cron"] = call.Value(Cron), ["everySeconds"] = call.Value(Every) },
        };
        await call.Results.DocumentAsync(await gateway.PostAsync(Gateway.Path("tenants", name[0], "connectors"), body, cancellation), cancellation);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> ListAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        string path = Gateway.Path("tenants", call.Value(RemoteOptions.Tenant), "connectors");
        await foreach (JsonNode? connector in gateway.ItemsAsync(path, int.MaxValue, cancellation))
        {
            await call.Results.LineAsync(connector, cancellation);
        }

        return ExitCode.Done;
    }

    private static async Task<ExitCode> ShowAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        await call.Results.DocumentAsync(await gateway.GetAsync(PathOf(call), cancellation), cancellation);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> FindingsAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        JsonObject connector = await gateway.GetAsync(PathOf(call), cancellation);
        foreach (JsonNode? finding in connector["findings"] as JsonArray ?? [])
        {
            await call.Results.LineAsync(finding, cancellation);
        }

        return ExitCode.Done;
    }

    private static Task<ExitCode> AcceptAsync(Invocation call, Gateway gateway, CancellationToken cancellation) =>
        ActAsync(call, gateway, "findings/accept", new JsonObject { ["stream"] = call.Value(FindingStream), ["measure"] = call.Value(Measure) }, cancellation);

    private static async Task<ExitCode> SyncAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        string runs = PathOf(call) + "/runs";
        var body = new JsonObject { ["streams"] = StreamNames(call), ["fullRefresh"] = call.Value(Full) };
        JsonObject run = await gateway.PostAsync(runs, body, cancellation);
        if (!call.Value(RemoteOptions.Wait))
        {
            await call.Results.DocumentAsync(run, cancellation);
            return ExitCode.Done;
        }

        return await RunWatch.ToEndAsync(call, gateway, $"{runs}/{Uri.EscapeDataString(run["id"]!.GetValue<string>())}", cancellation);
    }

    private static async Task<ExitCode> CancelAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        JsonObject connector = await gateway.GetAsync(PathOf(call), cancellation);
        if (connector["lastRun"] is not JsonObject run || run["finishedAt"] is not null)
        {
            throw CommandException.Usage($"{call.Value(RemoteOptions.Connector)} has no run under way. Look at 'supertrack run list'.");
        }

        string path = $"{PathOf(call)}/runs/{Uri.EscapeDataString(run["id"]!.GetValue<string>())}/cancel";
        await call.Results.DocumentAsync(await gateway.PostAsync(path, null, cancellation), cancellation);
        return ExitCode.Done;
    }

    private static Task<ExitCode> ResetAsync(Invocation call, Gateway gateway, CancellationToken cancellation) =>
        ActAsync(call, gateway, "reset", new JsonObject { ["dropRows"] = call.Value(DropRows) }, cancellation);

    private static async Task<ExitCode> ActAsync(Invocation call, Gateway gateway, string act, JsonObject? body, CancellationToken cancellation)
    {
        await call.Results.DocumentAsync(await gateway.PostAsync($"{PathOf(call)}/{act}", body, cancellation), cancellation);
        return ExitCode.Done;
    }

    private static JsonArray? StreamNames(Invocation call) =>
        call.Value(Streams) is { Length: > 0 } names ? [.. names.Select(name => JsonValue.Create(name))] : null;

    private static string PathOf(Invocation call)
    {
        string[] name = call.Parts(RemoteOptions.Connector, 2, 2);
        return Gateway.Path("tenants", name[0], "connectors", name[1]);
    }
}
