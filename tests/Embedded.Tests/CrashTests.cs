using System.Text.Json;
using Supertrack.Embedded.Crash;
using Supertrack.Embedded.Tests.Storage.Sqlite;
using Xunit.Abstractions;

namespace Supertrack.Embedded.Tests;

public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Kills = 30;
    private const int Seed = 20260;

    [Fact]
    public async Task Killed_thirty_times_the_engine_keeps_every_acknowledged_state_reminder_and_event()
    {
        using var folder = new StoreFolder();
        var acknowledged = new Acknowledged();
        var random = new Random(Seed);
        for (var run = 1; run <= Kills; run++)
            await RunUntilKilledAsync(folder.Path, run, random.Next(1, 1200), acknowledged);
        output.WriteLine($"{acknowledged.Lines} acknowledgements in {Kills} runs");
        Assert.True(acknowledged.Lines > Kills * 10, $"only {acknowledged.Lines} acknowledgements in {Kills} runs");
        await CheckAsync(folder.Path, acknowledged);
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_ends_with_one_line_that_says_so()
    {
        using var folder = new StoreFolder();
        using var first = new CrashProgram("check", folder.Path);
        Assert.NotNull(await first.LineAsync());
        using var second = new CrashProgram("check", folder.Path);
        var (status, errors) = await second.ExitAsync();
        Assert.Equal(3, status);
        Assert.Contains("Another process runs on", errors);
        await first.KillAsync();
    }

    // The moment is counted in acknowledgements, so that a slow machine kills in the middle of the work as a fast one does.
    private static async Task RunUntilKilledAsync(string folder, int run, int lines, Acknowledged acknowledged)
    {
        using var program = new CrashProgram("write", folder, $"{run}");
        for (var line = 0; line < lines; line++)
            acknowledged.Note(run, await program.LineAsync() ?? throw new InvalidOperationException($"run {run} ended by itself: {await program.ErrorsAsync()}"));
        foreach (var line in await program.KillAsync())
            acknowledged.Note(run, line);
    }

    private static async Task CheckAsync(string folder, Acknowledged acknowledged)
    {
        using var program = new CrashProgram("check", folder);
        List<string> missing = ["everything"];
        for (var look = 0; look < 75 && missing.Count > 0; look++)
            missing = acknowledged.MissingFrom(JsonSerializer.Deserialize<List<Found>>((await program.LineAsync())!)!);
        Assert.Empty(missing);
        await program.KillAsync();
    }
}
