using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Remote;

/// <summary><c>supertrack notification</c>.</summary>
internal static class NotificationCommands
{
    private static readonly Argument<string> Channel = new("TENANT/CHANNEL");
    private static readonly Argument<string> Delivery = new("TENANT/DELIVERY");

    private static readonly Argument<string> Settings = new("FILE")
    {
        Description = "The channel as JSON: kind, url or host, from and to, secret, minimumSeverity, quietHours, escalateAfterMinutes. - reads standard input.",
    };

    public static Command Create() => new Command("notification", "Who is told about incidents.").With(
        RemoteOptions.Command("channels", "List the channels, one a line.", (call, gateway, cancellation) => ListAsync(call, gateway, "channels", cancellation), RemoteOptions.Tenant),
        RemoteOptions.Command("show", "Show a channel, without its secrets.", ShowAsync, Channel),
        RemoteOptions.Command("set", "Make or replace a channel; a new webhook's signing key is shown this once.", SetAsync, Channel, Settings),
        RemoteOptions.Command("remove", "Take a channel away.", RemoveAsync, Channel),
        RemoteOptions.Command("test", "Send a test message; exit code 1 when it does not arrive.", TestAsync, Channel),
        RemoteOptions.Command("deliveries", "List what is on its way, was given up, and arrived last, one a line.", (call, gateway, cancellation) => ListAsync(call, gateway, "deliveries", cancellation), RemoteOptions.Tenant),
        RemoteOptions.Command("retry", "Send one that was given up once more.", RetryAsync, Delivery),
        RemoteOptions.Command("discard", "Forget one that was given up.", DiscardAsync, Delivery));

    private static async Task<ExitCode> ListAsync(Invocation call, Gateway gateway, string what, CancellationToken cancellation)
    {
        JsonObject page = await gateway.GetAsync(Gateway.Path("tenants", call.Value(RemoteOptions.Tenant), "notifications", what), cancellation);
        foreach (JsonNode? item in page["items"]?.AsArray() ?? [])
        {
            await call.Results.LineAsync(item, cancellation);
        }

        return ExitCode.Done;
    }

    private static async Task<ExitCode> ShowAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        await call.Results.DocumentAsync(await gateway.GetAsync(PathOf(call, Channel, "channels"), cancellation), cancellation);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> SetAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        JsonObject settings = await InputFile.ObjectAsync(call.Value(Settings), call.Terminal, cancellation);
        await call.Results.DocumentAsync(await gateway.PutAsync(PathOf(call, Channel, "channels"), settings, cancellation), cancellation);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> RemoveAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        await gateway.DeleteAsync(PathOf(call, Channel, "channels"), cancellation);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> TestAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        JsonObject outcome = await gateway.PostAsync(PathOf(call, Channel, "channels") + "/test", null, cancellation);
        await call.Results.DocumentAsync(outcome, cancellation);
        return outcome["delivered"]?.GetValue<bool>() == true ? ExitCode.Done : ExitCode.Negative;
    }

    private static async Task<ExitCode> RetryAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        await call.Results.DocumentAsync(await gateway.PostAsync(PathOf(call, Delivery, "deliveries") + "/retry", null, cancellation), cancellation);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> DiscardAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        await gateway.DeleteAsync(PathOf(call, Delivery, "deliveries"), cancellation);
        return ExitCode.Done;
    }

    private static string PathOf(Invocation call, Argument<string> argument, string what)
    {
        string[] name = call.Parts(argument, 2, 2);
        return Gateway.Path("tenants", name[0], "notifications", what, name[1]);
    }
}
