using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Lab;
using Supertrack.Lab.Scenarios;
using Supertrack.Lab.Serving;

namespace Supertrack.Cli.LabServing;

/// <summary><c>supertrack lab</c>: vendor APIs that change on cue.</summary>
internal static class LabCommands
{
    private static readonly Argument<string> File = new("FILE") { Description = "A healing scenario (docs/lab.md)." };
    private static readonly Option<int> Port = new("--port") { Description = "Port on 127.0.0.1; 0 takes a free one." };
    private static readonly Option<int> Version = new("--api-version") { Description = "The version served at first." };

    public static Command Create() => new Command("lab", "Vendor APIs that change on cue.").With(
        new Command("serve", "Serve a scenario until Ctrl-C; POST /__lab/version {\"version\": n} switches it.")
            .With(File, Port, Version)
            .Runs(ServeAsync),
        Healing.FuzzCommand.Create());

    private static async Task<ExitCode> ServeAsync(Invocation call, CancellationToken cancellation)
    {
        Scenario scenario = await Scenario.LoadAsync(call.Value(File), cancellation);
        if (scenario.Unknown.Count > 0)
        {
            call.Note($"{call.Value(File)}: not known and without effect: {string.Join(", ", scenario.Unknown)}");
        }

        var options = new LabOptions { Port = call.Value(Port), Version = call.Value(Version), Observe = Log(call) };
        await using LabServer server = await StartAsync(scenario, options, cancellation);
        await call.Results.LineAsync(
            new JsonObject
            {
                ["scenario"] = scenario.Name,
                ["url"] = server.Address.AbsoluteUri.TrimEnd('/'),
                ["path"] = scenario.Versions[options.Version].Path,
                ["version"] = server.Version,
                ["versions"] = scenario.Versions.Count,
            }, cancellation);
        await call.Results.FinishAsync(cancellation);
        await Task.Delay(Timeout.Infinite, cancellation);
        return ExitCode.Done;
    }

    private static async Task<LabServer> StartAsync(Scenario scenario, LabOptions options, CancellationToken cancellation)
    {
        try
        {
            return await LabServer.StartAsync(scenario, options, cancellation);
        }
        catch (IOException error)
        {
            throw CommandException.Usage($"Port {options.Port} on 127.0.0.1 is taken. Choose another with --port, or 0 for a free one.", error);
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw CommandException.Usage($"--api-version {options.Version}: the scenario has the versions 0 to {scenario.Versions.Count - 1}.", error);
        }
    }

    private static Action<LabExchange>? Log(Invocation call) => call.Verbose
        ? exchange => call.Note($"{exchange.Status} {exchange.Method} {exchange.Path}{exchange.Query}")
        : null;
}
