using Microsoft.Extensions.Time.Testing;
using Supertrack.Core.Healing.Notice;
using Supertrack.Grains.Interfaces.Connectors;

namespace Supertrack.Grains.Tests.Connectors;

/// <summary>Checks between runs, on the engine's reminders with a clock of the test's.</summary>
public sealed class ProbeTests : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(6);

    private readonly string _folder = Directory.CreateTempSubdirectory("supertrack-probe-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 10, 0, 0, TimeSpan.Zero));
    private readonly SilentSource _source = new();

    [Fact]
    public async Task A_refused_check_is_a_finding_hours_before_the_next_run_and_ends_with_the_next_good_one()
    {
        await using var silo = await StartAsync(86_400);
        _source.Mode = "refused";
        var failed = await UntilProbedAsync(silo, succeeded: false);
        Assert.Equal(("check between runs", "probe"), (failed.Findings[0].Measure, failed.Findings[0].Kind));
        Assert.Equal("degraded", failed.Phase);
        Assert.Single(await silo.Connector("crm").ListRunsAsync());
        _source.Mode = "clean";
        var well = await UntilProbedAsync(silo, succeeded: true);
        Assert.Empty(well.Findings);
        Assert.Equal("active", well.Phase);
    }

    [Fact]
    public async Task A_connector_that_runs_often_is_not_checked_between()
    {
        await using var silo = await StartAsync(3_600);
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Null((await silo.Connector("crm").GetAsync()).Probe);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<TestSilo> StartAsync(int everySeconds)
    {
        var silo = await TestSilo.StartAsync(_folder, _source, time: _time, notices: new NoticePolicy { ProbeEvery = Every });
        await silo.Connector("crm").RegisterAsync(new ConnectorDefinition { Manifest = "kind: any", Config = "{}", Schedule = new SyncSchedule { EverySeconds = everySeconds } });
        var run = await silo.Connector("crm").StartRunAsync(new RunRequest());
        await silo.WaitAsync("crm", run.Id, "succeeded");
        return silo;
    }

    private async Task<ConnectorView> UntilProbedAsync(TestSilo silo, bool succeeded)
    {
        var before = (await silo.Connector("crm").GetAsync()).Probe?.At;
        _time.Advance(Every);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var view = await silo.Connector("crm").GetAsync();
            if (view.Probe is { } probe && probe.At != before && probe.Succeeded == succeeded)
                return view;
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"The check was to {(succeeded ? "succeed" : "fail")}; the last one is {view.Probe}.");
            await Task.Yield();
        }
    }
}
