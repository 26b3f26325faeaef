using System.Diagnostics;
using System.Globalization;
using System.Text;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;
using Supertrack.Stores.Versions;
using Supertrack.Stores.Versions.Git;

namespace Supertrack.Benchmarks.Versions;

/// <summary>
/// Milliseconds to freeze, verify and activate an artifact of 100 kB, in an empty tenant and in one of 10,000 versions; the same content committed
/// and tagged by git alone stands beside it. Arguments: versions (default 10,000), artifacts (default 20).
/// </summary>
internal static class VersionBenchmarks
{
    private const int Kilobytes = 100;
    private const int Rounds = 41;

    public static async Task RunAsync(string[] args)
    {
        var versions = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
        var artifacts = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20;
        var folder = Directory.CreateTempSubdirectory("supertrack-bench-").FullName;
        try
        {
            using var store = new VersionFolder(folder, new Silence(), TimeProvider.System);
            Console.WriteLine($"artifact of {Manifest(0, 0).Length / 1000} kB, YAML; median (lowest; 90 %) of {Rounds}, ms");
            await MeasureAsync(store, "compiling as it goes", "warm", 120);
            await MeasureAsync(store, "empty tenant", "first");
            var filling = Stopwatch.StartNew();
            for (var i = 0; i < versions; i++) await FreezeAsync(store, $"filler-{i % artifacts}", Small(i));
            Console.WriteLine($"{versions} versions of {artifacts} artifacts frozen, {filling.Elapsed.TotalMilliseconds / versions:F2} ms each");
            await MeasureAsync(store, $"{versions} versions", "second");
            await ListAsync(store, artifacts);
            await MirrorAsync(store);
            await GitAloneAsync(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(VersionFolder store, string where, string name, int rounds = Rounds)
    {
        var artifact = new ArtifactId("acme", ArtifactKind.Connector, name);
        var registry = new DeploymentRegistry(store, new ActivationChecks(store, new NoCases(), DeploymentPolicy.Default), TimeProvider.System);
        var (freeze, verify, activate, rollback) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        await FreezeAsync(store, name, Manifest(-1, 0));
        var before = Environment.CpuUsage.TotalTime;
        for (var round = 0; round < rounds; round++)
        {
            FrozenArtifact frozen = null!;
            await TimeAsync(freeze, async () => frozen = await FreezeAsync(store, name, Manifest(round, 0)));
            await TimeAsync(verify, () => store.LoadAsync(artifact, frozen.Version.Version, default));
            await TimeAsync(activate, () => registry.ActivateAsync(artifact, Stage.Dev, Guid.NewGuid().ToString("N"), frozen.Version.Version, "bench", "", false, default));
        }
        var spent = Environment.CpuUsage.TotalTime - before;
        for (var round = 0; round < Math.Min(rounds, 40) - 1; round++) await TimeAsync(rollback, () => registry.ApplyAsync(artifact, at => new Rollback(Stage.Dev, "bench", at, "bench"), default));
        Console.WriteLine($"{where}: freeze {Text(freeze)}, verify (load) {Text(verify)}, activate {Text(activate)}, roll back {Text(rollback)}, all three {Text([.. freeze.Zip(verify, (a, b) => a + b).Zip(activate, (a, b) => a + b)])}; {spent.TotalMilliseconds / rounds:F1} ms of CPU for the three and making the text");
    }

    private static async Task ListAsync(VersionFolder store, int artifacts)
    {
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++) await TimeAsync(times, () => store.ListLatestAsync("acme", null, artifacts, default));
        Console.WriteLine($"list the latest of {artifacts} artifacts {Text(times)}");
    }

    private static async Task MirrorAsync(VersionFolder store)
    {
        var watch = Stopwatch.StartNew();
        var commits = await new GitMirror(store).WriteAsync("acme", default);
        Console.WriteLine($"{commits} commits into git, {watch.Elapsed.TotalSeconds:F1} s, {commits / watch.Elapsed.TotalSeconds:F0}/s");
    }

    /// <summary>Add, commit and tag in a work tree, as a person would: what the store stands beside.</summary>
    private static async Task GitAloneAsync(string folder)
    {
        var tree = Directory.CreateDirectory(Path.Combine(folder, "alone")).FullName;
        Git(tree, "init", "--quiet");
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            await TimeAsync(times, () =>
            {
                File.WriteAllText(Path.Combine(tree, "manifest.yaml"), Manifest(round, 1));
                Git(tree, "add", "manifest.yaml");
                Git(tree, "-c", "user.name=b", "-c", "user.email=b@b", "commit", "--quiet", "-m", "x");
                Git(tree, "-c", "user.name=b", "-c", "user.email=b@b", "tag", "-m", "x", $"v{round}");
                return Task.CompletedTask;
            });
        }
        Console.WriteLine($"git alone, add, commit, tag: {Text(times)}");
    }

    private static void Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"git {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static Task<FrozenArtifact> FreezeAsync(VersionFolder store, string name, string text) => store.FreezeAsync(
        new FreezeRequest
        {
            Artifact = new ArtifactId("acme", ArtifactKind.Connector, name),
            Text = text,
            Provenance = new Provenance { Proposer = new Proposer(ProposerKind.Rule, "bench"), Evidence = [new Evidence("trial", "read 100 of 100 records")] },
        },
        default);

    private static async Task TimeAsync(List<double> into, Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        into.Add(watch.Elapsed.TotalMilliseconds);
    }

    private static string Text(List<double> times)
    {
        var sorted = times.Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Count / 2]:F1} ({sorted[0]:F1}; {sorted[sorted.Count * 9 / 10]:F1})");
    }

    private static string Small(int number) => $"version: 6.1.0\nstreams:\n  - name: s\n    retriever: {{requester: {{path: /v{number}}}}}\n";

    /// <summary>Streams with schemas until there are 100 kB; the number changes an address of each.</summary>
    private static string Manifest(int number, int seed)
    {
        var text = new StringBuilder("version: 6.1.0\ntype: DeclarativeSource\nstreams:\n");
        for (var stream = 0; text.Length < Kilobytes * 1_000; stream++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - type: DeclarativeStream\n    name: stream_{stream}\n    primary_key: [id]\n    retriever:\n      type: SimpleRetriever\n");
            text.Append(CultureInfo.InvariantCulture, $"      requester: {{type: HttpRequester, url_base: \"https://api.example.com\", path: \"/v{number}/{seed}/things/{stream}\"}}\n");
            text.Append("    schema_loader:\n      type: InlineSchemaLoader\n      schema:\n        type: object\n        properties:\n");
            for (var field = 0; field < 40; field++) text.Append(CultureInfo.InvariantCulture, $"          field_{field}: {{type: [string, \"null\"], description: \"what it is, {field}\"}}\n");
        }
        return text.ToString();
    }

    private sealed class Silence : IVersionAlarm
    {
        public void Raise(VersionDamage damage) => throw new InvalidOperationException($"{damage.Where}: {damage.Finding}");
    }

    private sealed class NoCases : IRegressionSuite
    {
        public bool Runs(ArtifactKind kind) => false;

        public Task<CaseResult> RunAsync(FrozenArtifact artifact, string hash, string @case, CancellationToken cancellationToken) => throw new InvalidOperationException("There is no case.");
    }
}
