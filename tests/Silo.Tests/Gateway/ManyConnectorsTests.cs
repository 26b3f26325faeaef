using System.Diagnostics;
using System.Text.Json;
using Supertrack.Lab;
using Supertrack.Lab.Samples;
using Xunit.Abstractions;

namespace Supertrack.Silo.Tests.Gateway;

/// <summary>
/// Many connectors of ten pages each, started at once in one silo. 200 of them; the variable SUPERTRACK_TEST_CONNECTORS says another number,
/// which is how docs/measurements.md is measured.
/// </summary>
public sealed class ManyConnectorsTests(ITestOutputHelper output)
{
    private const int Records = 1000;

    [Fact]
    public async Task Connectors_side_by_side_all_finish_with_every_record_and_fair_shares()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("SUPERTRACK_TEST_CONNECTORS"), out var wanted) ? wanted : 200;
        using var folder = new TemporaryFolder();
        await using var lab = await LabServer.StartAsync(ContactsApi.Create(Records, pageSize: 100, delayMilliseconds: 0));
        await using var silo = await RunningSilo.StartAsync(
            folder.Path, ["--Supertrack:Egress:AllowedNetworks:0", "127.0.0.0/8", "--Logging:LogLevel:Default", "Error", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Error"]);
        await silo.TenantAsync("many");
        var manifest = ContactsApi.Manifest(lab.Address);
        var ids = Enumerable.Range(0, count).Select(number => $"c{number}").ToList();
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (id, _) => await silo.RegisterAsync("many", id, manifest, new { api_key = ContactsApi.Secret }));
        GC.Collect();
        var (before, started) = (GC.GetTotalMemory(forceFullCollection: true), Stopwatch.GetTimestamp());
        var runs = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (id, _) => runs.Add(await silo.StartRunAsync("many", id)));
        var (views, peak) = await FinishAsync(silo, runs);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var after = GC.GetTotalMemory(forceFullCollection: true);
        var durations = views.Select(view => view.GetProperty("seconds").GetDouble()).Order().ToList();
        output.WriteLine($"{count} connectors, {Records} records on 10 pages each: {seconds:0.0} s, {count * Records / seconds:N0} records/s; a run took {durations[0]:0.0} to {durations[^1]:0.0} s, median {durations[count / 2]:0.0}; working set at most {peak >> 20} MB, managed memory {before >> 20} MB before and {after >> 20} MB after");
        Assert.All(views, view => Assert.Equal(("succeeded", (long)Records), (view.GetProperty("status").GetString(), view.GetProperty("records").GetInt64())));
        Assert.Equal(count, (await silo.GetAsync("tenants/many/datasets")).GetProperty("items").EnumerateArray().Count(dataset => dataset.GetProperty("rows").GetInt64() == Records));
        Assert.True(after - before < 256 << 20, $"Memory grew by {(after - before) >> 20} MB.");
    }

    private static async Task<(List<JsonElement> Views, long Peak)> FinishAsync(RunningSilo silo, IReadOnlyCollection<string> runs)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        var (open, over, peak) = (new Queue<string>(runs), new List<JsonElement>(), 0L);
        while (open.TryDequeue(out var run))
        {
            var view = await silo.GetAsync(run);
            peak = Math.Max(peak, Environment.WorkingSet);
            if (view.TryGetProperty("finishedAt", out _))
            {
                over.Add(view);
                continue;
            }
            open.Enqueue(run);
            await Task.Delay(5, patience.Token);
        }
        return (over, peak);
    }
}
