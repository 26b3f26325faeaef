using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Healing.Rows;
using Supertrack.Lab;
using Supertrack.Lab.Manifests;
using Supertrack.Lab.Scenarios;
using Supertrack.Lab.Serving;
using Supertrack.Stores.Http;

namespace Supertrack.Cli.Healing;

/// <summary><c>supertrack heal</c>: breaks APIs and heals the connectors that read them.</summary>
internal static class HealCommand
{
    private static readonly Argument<string[]> Files = new("SCENARIO") { Description = "Healing scenarios (docs/lab.md).", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<int> Jobs = new("--jobs") { Description = "Scenarios healed side by side.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Accepted for scripts; nothing in a healing is drawn at random, so it has no effect." };
    private static readonly Option<string?> Store = new("--store") { Description = "Folder for NAME.jsonl: every row as a reader of version 0 sees it; the frozen manifests are kept under versions." };
    private static readonly Option<string?> Url = new("--url") { Description = "A lab that already serves the scenario." };

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create() => new Command("heal", "Sync version 0 of a scenario, switch the API, and let the connector repair itself.").With(Files, Jobs, Seed, Store, Url).Runs(HealAsync);

    /// <summary>Redirects come back as answers: where they lead is written into the manifest, not followed unseen.</summary>
    internal static HttpTransportOptions Transport { get; } = new() { Egress = EgressPolicy.Unrestricted, MaxRedirects = 0 };

    private static async Task<ExitCode> HealAsync(Invocation call, CancellationToken cancellation)
    {
        using var versions = new ScenarioVersions(call, call.Value(Store));
        var reports = new JsonObject?[call.Value(Files).Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, call.Value(Jobs)), CancellationToken = cancellation };
        await Parallel.ForAsync(0, reports.Length, parallel, async (index, token) => reports[index] = await OneAsync(call, versions, call.Value(Files)[index], token));
        foreach (var report in reports) await call.Results.LineAsync(report, cancellation);
        return reports.All(report => report!["outcome"]!.ToString() is "healed" or "recovered" or "unchanged") ? ExitCode.Done : ExitCode.Negative;
    }

    private static async Task<JsonObject> OneAsync(Invocation call, ScenarioVersions versions, string file, CancellationToken cancellation)
    {
        var scenario = Parse(file, await InputFile.TextAsync(file, call.Terminal, cancellation));
        if (call.Value(Url) is { } url) return await RemoteAsync(call, versions, scenario, url.TrimEnd('/'), file, cancellation);
        var served = await Scenario.LoadAsync(file, cancellation);
        await using var server = await LabServer.StartAsync(served, new LabOptions(), cancellation);
        var address = server.Address.AbsoluteUri.TrimEnd('/');
        var truth = served.Records.Count > 0 ? served.Records.OfType<JsonObject>().ToList() : null;
        return await RunAsync(call, versions, Case(scenario, served, address, file), truth, () => { server.SwitchTo(1); return Task.CompletedTask; }, cancellation);
    }

    private static JsonObject Parse(string file, string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw CommandException.Usage($"{file}: a scenario is a JSON object.");
        }
        catch (JsonException error)
        {
            throw CommandException.Usage($"{file}: no JSON: {error.Message} Correct it there.", error);
        }
    }

    private static async Task<JsonObject> RemoteAsync(Invocation call, ScenarioVersions versions, JsonObject scenario, string url, string file, CancellationToken cancellation)
    {
        using var control = new HttpClient();
        return await RunAsync(call, versions, Case(scenario, null, url, file), null, async () =>
        {
            using var content = new StringContent("""{"version":1}""", Encoding.UTF8, "application/json");
            using var answer = await control.PostAsync($"{url}/__lab/version", content, cancellation);
            answer.EnsureSuccessStatusCode();
        }, cancellation);
    }

    private static async Task<JsonObject> RunAsync(Invocation call, ScenarioVersions versions, ScenarioCase given, IReadOnlyList<JsonObject>? truth, Func<Task> breakIt, CancellationToken cancellation)
    {
        using var transport = new SocketsHttpTransport(Transport);
        var end = await ScenarioRun.RunAsync(given, transport, breakIt, cancellation);
        if (call.Value(Store) is { } folder) await StoreAsync(folder, given.Name, end.Result.Rows, cancellation);
        return ScenarioReport.Of(given.Name, end, await versions.FreezeAsync(given, end.Result, cancellation), truth);
    }

    /// <param name="scenario">As written; only what a connector is configured with is read.</param>
    /// <param name="served">What the lab serves where it runs here: version 0 gives the manifest where none is written. Null for a lab elsewhere.</param>
    /// <param name="url">Address of the lab.</param>
    /// <param name="file">For errors.</param>
    internal static ScenarioCase Case(JsonObject scenario, Scenario? served, string url, string file)
    {
        string Need(string name) => scenario[name]?.ToString() ?? throw CommandException.Usage($"{file}: {name} is missing. Add it to the scenario.");
        var config = scenario["config"]?.DeepClone() as JsonObject ?? [];
        config["base_url"] = url;
        var key = scenario["primaryKey"] as JsonArray ?? throw CommandException.Usage($"{file}: primaryKey is missing. Name the fields that identify a record.");
        return new ScenarioCase(Need("name"), Need("resource"), [.. key.Select(part => part!.ToString())], served is not null && scenario["manifest"] is null ? ManifestDraft.Of(served).ToJsonString() : Need("manifest"), config);
    }

    private static async Task StoreAsync(string folder, string name, RowSet rows, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        await using var file = File.Create(Path.Combine(folder, name + ".jsonl"));
        foreach (var row in rows.Rows)
        {
            await JsonSerializer.SerializeAsync(file, row, Relaxed, cancellation);
            file.WriteByte((byte)'\n');
        }
    }
}
