using System.Text.Json.Nodes;
using Spectre.Console;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Remote;

/// <summary>Follows a run to its end, with progress where a person watches.</summary>
internal static class RunWatch
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits for the end of a run and writes it; exit code 1 unless it succeeded.</summary>
    public static async Task<ExitCode> ToEndAsync(Invocation call, Gateway gateway, string path, CancellationToken cancellation)
    {
        JsonObject run = call.Terminal.IsInteractive
            ? await ShownAsync(call, progress => FollowAsync(gateway, path, progress, cancellation))
            : await FollowAsync(gateway, path, _ => { }, cancellation);
        await call.Results.DocumentAsync(run, cancellation);
        return run["status"]?.GetValue<string>() == "succeeded" ? ExitCode.Done : ExitCode.Negative;
    }

    private static async Task<JsonObject> FollowAsync(Gateway gateway, string path, Action<string> progress, CancellationToken cancellation)
    {
        while (true)
        {
            JsonObject run = await gateway.GetAsync(path, cancellation);
            if (run["finishedAt"] is not null)
            {
                return run;
            }

            progress($"{run["status"]}: {run["records"]} records, {run["requests"]} requests, {run["seconds"]} s");
            await Task.Delay(Pause, cancellation);
        }
    }

    private static Task<JsonObject> ShownAsync(Invocation call, Func<Action<string>, Task<JsonObject>> follow)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(call.Terminal.Error) });
        return console.Status().StartAsync("starting", status => follow(text => status.Status(Markup.Escape(text))));
    }
}
