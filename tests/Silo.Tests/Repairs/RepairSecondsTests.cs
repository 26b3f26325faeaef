using System.Globalization;
using Xunit.Abstractions;

namespace Supertrack.Silo.Tests.Repairs;

/// <summary>How long a repair takes from the first failed request to the promotion, in a silo process with the lab on loopback.</summary>
public sealed class RepairSecondsTests(ITestOutputHelper output)
{
    /// <summary><c>SUPERTRACK_TEST_REPAIRS</c> repairs, each in a silo of its own that remembers nothing; 2 without it.</summary>
    [Fact]
    public async Task The_seconds_of_a_repair_are_counted()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("SUPERTRACK_TEST_REPAIRS"), out var wanted) ? wanted : 2;
        var (seconds, requests) = (new List<double>(), new List<int>());
        for (var number = 0; number < count; number++)
        {
            await using var process = await RepairProcess.SyncedAsync();
            await process.BreakAsync();
            var repair = (await process.UntilRepairAsync("promoted")).GetProperty("repair");
            seconds.Add(repair.GetProperty("seconds").GetDouble());
            requests.Add(repair.GetProperty("requests").GetInt32());
        }
        seconds.Sort();
        var (median, late) = (seconds[seconds.Count / 2], seconds[(int)Math.Ceiling(seconds.Count * 0.95) - 1]);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} repairs: median {median:0.00} s, 95th percentile {late:0.00} s, most {seconds[^1]:0.00} s; {requests.Max()} requests at most"));
        Assert.All(seconds, one => Assert.InRange(one, 0.001, 120));
    }
}
