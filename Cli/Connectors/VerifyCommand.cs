using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Cli.Remote;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Cassettes;
using Supertrack.Core.Connectors.Recordings;

namespace Supertrack.Cli.Connectors;

/// <summary><c>connector verify</c>: replays recorded exchanges through a manifest and compares the records, here or on a server.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string> Subject = new("MANIFEST|TENANT/CONNECTOR")
    {
        Description = "A manifest together with --cassette; else a connector of a server.",
    };

    private static readonly Option<string?> Cassette = new("--cassette") { Description = "The recorded exchanges, as a server's connector or connector read --record gives them." };
    private static readonly Option<string?> Config = new("--config") { Description = "The connection's settings; default none but masked secrets." };
    private static readonly Option<string?> Candidate = new("--manifest") { Description = "Try this manifest on the server's recordings instead of the live one." };

    public static Command Create() =>
        new Command("verify", "Replay recorded exchanges through a manifest and compare the records; exit code 1 when they differ.")
            .With(Subject, Cassette, Config, ReadOptions.Now, Candidate, RemoteOptions.Server, RemoteOptions.Key).Runs(RunAsync);

    private static Task<ExitCode> RunAsync(Invocation call, CancellationToken cancellation) =>
        call.Value(Cassette) is { } cassette ? LocalAsync(call, cassette, cancellation) : RemoteAsync(call, cancellation);

    private static async Task<ExitCode> LocalAsync(Invocation call, string cassette, CancellationToken cancellation)
    {
        string file = call.Value(Subject);
        ConnectorManifest manifest = ConnectorManifest.Parse(await InputFile.TextAsync(file, call.Terminal, cancellation), file);
        JsonObject config = call.Value(Config) is { } given ? await InputFile.ObjectAsync(given, call.Terminal, cancellation) : PlaceholderConfig.For(manifest.Specification);
        IReadOnlyList<RecordedStream> recordings;
        await using (Stream source = InputFile.Open(cassette))
        {
            recordings = await RecordedStream.ReadAsync(source, cassette, cancellation);
        }

        if (recordings.Count == 0)
        {
            throw new CassetteException(cassette, 0, "it holds no exchange of any stream. Record again.");
        }

        // A cassette that does not say when it was made was written last when its recording ended.
        var verifier = new RecordingVerifier(manifest, config, call.Value(ReadOptions.Now) ?? File.GetLastWriteTimeUtc(cassette));
        bool same = true;
        foreach (RecordedStream recording in recordings)
        {
            Verification found = await verifier.VerifyAsync(recording, cancellation);
            same &= found.Differences.Count == 0;
            await call.Results.LineAsync(Describe(found), cancellation);
        }

        return same ? ExitCode.Done : ExitCode.Negative;
    }

    private static async Task<ExitCode> RemoteAsync(Invocation call, CancellationToken cancellation)
    {
        string[] name = call.Value(Subject).Split('/');
        if (name.Length != 2 || name.Any(part => part.Length == 0) || File.Exists(call.Value(Subject)))
        {
            throw CommandException.Usage($"'{call.Value(Subject)}' is no TENANT/CONNECTOR. Name a connector of the server, or give a manifest with --cassette FILE.");
        }

        using Gateway gateway = Gateway.Of(call);
        JsonObject body = call.Value(Candidate) is { } file ? new() { ["manifest"] = await InputFile.TextAsync(file, call.Terminal, cancellation) } : [];
        JsonObject answer = await gateway.PostAsync(Gateway.Path("tenants", name[0], "connectors", name[1], "verify"), body, cancellation);
        await call.Results.DocumentAsync(answer, cancellation);
        return answer["same"]?.GetValue<bool>() == true ? ExitCode.Done : ExitCode.Negative;
    }

    private static JsonObject Describe(Verification verification) => new()
    {
        ["stream"] = verification.Stream,
        ["run"] = verification.Run == 0 ? null : verification.Run.ToString(),
        ["pages"] = verification.Pages,
        ["requests"] = verification.Requests,
        ["expectedRecords"] = verification.Expected,
        ["foundRecords"] = verification.Found,
        ["differences"] = new JsonArray([.. verification.Differences.Select(one => new JsonObject { ["kind"] = one.Kind, ["path"] = one.Path, ["message"] = one.Message })]),
    };
}
