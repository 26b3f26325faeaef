using System.Text.Json.Nodes;
using Supertrack.Cli.Healing;
using Supertrack.Lab.Fuzzing;
using Xunit.Abstractions;

namespace Supertrack.Cli.Tests.Healing;

public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Count = 60;

    /// <summary>Most scenarios that may be escalated although a repair exists; a wrong, lost or doubled row is never allowed.</summary>
    private const int Escalated = 3;

    [Fact]
    public async Task No_made_up_break_stores_a_wrong_row_or_loses_or_doubles_one_and_nearly_all_are_healed()
    {
        var judged = new (FuzzJudgement Judgement, JsonObject Line)[Count];
        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (index, token) => judged[index] = await FuzzCommand.OneAsync(ScenarioFuzzer.Make(50_000 + index), token));

        foreach (var (judgement, line) in judged.Where(one => !one.Judgement.Right || !one.Judgement.ClassRight)) output.WriteLine(line.ToJsonString());
        Assert.All(judged, one => Assert.Equal((0, 0, 0, null), (one.Judgement.Lost, one.Judgement.Doubled, one.Judgement.Wrong, one.Judgement.FirstWrong)));
        Assert.InRange(judged.Count(one => !one.Judgement.Ended), 0, Escalated);
        Assert.InRange(judged.Count(one => !one.Judgement.ClassRight), 0, Escalated);
    }

    [Fact]
    public async Task A_made_up_scenario_is_written_in_the_form_that_heal_reads()
    {
        var folder = Directory.CreateTempSubdirectory("fuzz-").FullName;
        try
        {
            var made = await CommandRun.OfAsync("lab", "fuzz", "--seed", "50001", "--count", "2", "--out", folder);
            var healed = await CommandRun.OfAsync(["heal", .. Directory.GetFiles(folder, "*.json")]);

            Assert.Equal(0, made.ExitCode);
            Assert.Equal(2, healed.Results.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_same_seed_makes_the_same_scenario() =>
        Assert.Equal(ScenarioFuzzer.Make(7).Json.ToJsonString(), ScenarioFuzzer.Make(7).Json.ToJsonString());
}
