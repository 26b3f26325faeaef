using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Core.Connectors;
using Supertrack.Core.Healing.Columns;
using Supertrack.Lab;
using Supertrack.Lab.Fuzzing;
using Supertrack.Lab.Scenarios;
using Supertrack.Lab.Serving;
using Supertrack.Stores.Http;

namespace Supertrack.Cli.Healing;

/// <summary><c>supertrack lab fuzz</c>: scenarios made up at random, and healed and judged where asked.</summary>
internal static class FuzzCommand
{
    private static readonly Option<long> Seed = new("--seed") { Description = "Seed of the first scenario; the next ones follow it.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Count = new("--count") { Description = "Scenarios to make.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Out = new("--out") { Description = "Folder for NAME.json; without it and without --heal the scenarios go to standard output." };
    private static readonly Option<bool> Heal = new("--heal") { Description = "Heal each and judge it by how it was made, one object a line." };
    private static readonly Option<int> Jobs = new("--jobs") { Description = "Scenarios healed side by side.", DefaultValueFactory = _ => 2 };

    public static Command Create() => new Command("fuzz", "Make up healing scenarios: random data, one to eight random changes, traps.").With(Seed, Count, Out, Heal, Jobs).Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation call, CancellationToken cancellation)
    {
        var scenarios = Enumerable.Range(0, call.Value(Count)).Select(index => ScenarioFuzzer.Make(call.Value(Seed) + index)).ToList();
        if (call.Value(Out) is { } folder)
        {
            Directory.CreateDirectory(folder);
            foreach (var scenario in scenarios) await File.WriteAllTextAsync(Path.Combine(folder, scenario.Name + ".json"), scenario.Json.ToJsonString(), cancellation);
        }
        if (!call.Value(Heal))
        {
            foreach (var scenario in scenarios) await call.Results.LineAsync(call.Value(Out) is null ? scenario.Json : Summary(scenario), cancellation);
            return ExitCode.Done;
        }
        return await HealAsync(call, scenarios, cancellation);
    }

    private static async Task<ExitCode> HealAsync(Invocation call, List<FuzzedScenario> scenarios, CancellationToken cancellation)
    {
        var judged = new (FuzzJudgement Judgement, JsonObject Line)[scenarios.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, call.Value(Jobs)), CancellationToken = cancellation };
        await Parallel.ForAsync(0, scenarios.Count, parallel, async (index, token) => judged[index] = await OneAsync(scenarios[index], token));
        foreach (var (_, line) in judged) await call.Results.LineAsync(line, cancellation);
        var right = judged.Count(one => one.Judgement.Right);
        call.Note(FormattableString.Invariant($"{right} of {judged.Length} ended as they must; first class right in {judged.Count(one => one.Judgement.ClassRight)}; lost {judged.Sum(one => one.Judgement.Lost)}, doubled {judged.Sum(one => one.Judgement.Doubled)}, wrong {judged.Sum(one => one.Judgement.Wrong)}; columns given up that could be mapped {judged.Sum(one => one.Judgement.Missed.Count)}"));
        return right == judged.Length ? ExitCode.Done : ExitCode.Negative;
    }

    /// <summary>Serves, breaks, heals and judges one.</summary>
    internal static async Task<(FuzzJudgement Judgement, JsonObject Line)> OneAsync(FuzzedScenario made, CancellationToken cancellation)
    {
        var served = Scenario.Parse(made.Json.ToJsonString(), made.Name);
        await using var server = await LabServer.StartAsync(served, new LabOptions(), cancellation);
        using var transport = new SocketsHttpTransport(HealCommand.Transport);
        var given = HealCommand.Case(made.Json, served, server.Address.AbsoluteUri.TrimEnd('/'), made.Name);
        var line = Summary(made);
        try
        {
            var end = await ScenarioRun.RunAsync(given, transport, () => { server.SwitchTo(1); return Task.CompletedTask; }, cancellation);
            var judgement = FuzzJudgement.Of(made, end.Result);
            line["right"] = judgement.Right;
            line["classRight"] = judgement.ClassRight;
            line["outcome"] = end.Result.Outcome.ToString().ToLowerInvariant();
            line["class"] = end.Result.Class;
            line["cause"] = end.Result.Cause;
            line["seconds"] = Math.Round(end.Seconds, 3);
            line["requests"] = end.Requests;
            line["rows"] = new JsonObject { ["lost"] = judgement.Lost, ["doubled"] = judgement.Doubled, ["wrong"] = judgement.Wrong, ["firstWrong"] = judgement.FirstWrong };
            line["columnsLost"] = new JsonArray([.. end.Result.Columns.Where(column => column.Fate == Fate.Lost).Select(column => (JsonNode)column.Path)]);
            line["missed"] = new JsonArray([.. judgement.Missed.Select(column => (JsonNode)column)]);
            line["trail"] = new JsonArray([.. end.Result.Trail.Select(each => (JsonNode)each)]);
            return (judgement, line);
        }
        catch (ConnectorException error)
        {
            // Version 0 itself could not be read: the scenario or the reader is wrong, and the judgement says so.
            line["right"] = false;
            line["error"] = error.Message;
            return (new FuzzJudgement(false, false, 0, 0, 0, [], error.Message), line);
        }
    }

    private static JsonObject Summary(FuzzedScenario scenario) => new()
    {
        ["scenario"] = scenario.Name,
        ["kinds"] = scenario.Json["kinds"]!.DeepClone(),
        ["expect"] = scenario.Thin ? "healed or escalated" : scenario.Json["expect"]!["outcome"]!.DeepClone(),
        ["classes"] = new JsonArray([.. scenario.Classes.Select(name => (JsonNode)name)]),
    };
}
