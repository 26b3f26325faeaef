using System.Text.Json;
using Supertrack.Core.Healing.Rollout;
using Supertrack.Core.Storage;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Interfaces.Incidents;
using Supertrack.Grains.Tests.Connectors;

namespace Supertrack.Grains.Tests.Incidents;

public sealed class IncidentGrainTests : IDisposable
{
    private const string Host = "api.example.com";
    private const int Connectors = 100;

    private readonly string _folder = Directory.CreateTempSubdirectory("supertrack-incidents-").FullName;
    private readonly BreakingHosts _hosts = new();

    [Fact]
    public async Task A_hundred_connectors_on_a_broken_host_are_one_incident_search_one_after_the_other_and_hold_up_nobody_else()
    {
        await using var silo = await TestSilo.StartAsync(_folder, _hosts, repairs: new RepairPolicy());
        var ids = Enumerable.Range(0, Connectors).Select(number => $"c{number}").ToList();
        foreach (var id in ids)
            await silo.Connector(id).RegisterAsync(new ConnectorDefinition { Manifest = BreakingHosts.Manifest(Host) });
        await silo.Connector("well").RegisterAsync(new ConnectorDefinition { Manifest = BreakingHosts.Manifest("other.example.com") });
        _hosts.Break(Host);
        var runs = new Dictionary<string, string>();
        foreach (var id in ids)
            runs[id] = (await silo.Connector(id).StartRunAsync(new RunRequest())).Id;
        var well = await silo.Connector("well").StartRunAsync(new RunRequest());
        var waiting = 0;
        foreach (var id in ids)
            waiting += (await silo.Connector(id).GetAsync()).Phase == "escalated" ? 0 : 1;
        Assert.Equal("succeeded", (await silo.WaitAsync("well", well.Id, "succeeded", "failed")).Status);
        foreach (var (id, run) in runs)
            await silo.WaitAsync(id, run, "failed");

        var searches = new List<(DateTimeOffset From, DateTimeOffset To)>();
        foreach (var id in ids)
            searches.Add(Search(await RepairedAsync(silo, id)));
        searches.Sort();
        Assert.All(searches.Zip(searches.Skip(1)), pair => Assert.True(pair.First.To <= pair.Second.From, $"{pair.First} and {pair.Second} were searched at the same time."));
        var incident = Assert.Single(await OpenAsync(silo));
        Assert.Equal(("1@" + Host, "route", Connectors, "critical"), (incident.Id, incident.Kind, incident.Ailing, incident.Severity));
        Assert.Equal(Connectors, (await Incident(silo, Role.Viewer).GetAsync(incident.Id)).Affected.Length);
        Assert.True(waiting > 0, "Every repair was over before the healthy connector was asked: nothing was measured.");
    }

    [Fact]
    public async Task An_incident_opens_is_acknowledged_and_ends_when_the_connector_reads_again()
    {
        await using var silo = await TestSilo.StartAsync(_folder, _hosts);
        await silo.Connector("crm").RegisterAsync(new ConnectorDefinition { Manifest = BreakingHosts.Manifest(Host) });
        _hosts.Break(Host);
        await RunAsync(silo, "crm");
        var open = Assert.Single(await OpenAsync(silo));
        Assert.Equal(("open", "error", "410 on /v1/things. Ask the vendor."), (open.Status, open.Severity, open.Cause));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Incident(silo, Role.Viewer).AcknowledgeAsync(open.Id, ""));
        await Incident(silo, Role.Operator).AcknowledgeAsync(open.Id, "on it");
        await Incident(silo, Role.Operator).CommentAsync(open.Id, "the vendor knows");
        _hosts.Mend(Host);
        await RunAsync(silo, "crm");
        Assert.Empty(await OpenAsync(silo));
        var over = await Incident(silo, Role.Viewer).GetAsync(open.Id);
        Assert.Equal(("resolved", "recovered", "test"), (over.Status, over.Outcome, over.AcknowledgedBy));
        Assert.Equal(["opened", "acknowledged", "commented", "sound", "resolved"], over.Timeline.Select(one => one.What));
        await Assert.ThrowsAsync<ConflictException>(() => Incident(silo, Role.Operator).ResolveAsync(open.Id, "done"));
        var audited = await silo.Audit.ReadAsync(new AuditQuery { Tenant = TestSilo.Tenant, Action = "incident.acknowledge" }, 10, CancellationToken.None);
        Assert.Equal(["done", "access_denied"], audited.Select(entry => entry.Outcome));
    }

    [Fact]
    public async Task What_the_host_was_not_told_before_the_silo_died_it_hears_after_the_restart()
    {
        await using (var silo = await TestSilo.StartAsync(_folder, _hosts))
        {
            await silo.Connector("crm").RegisterAsync(new ConnectorDefinition { Manifest = BreakingHosts.Manifest(Host) });
            _hosts.Break(Host);
            await RunAsync(silo, "crm");
            await Incident(silo, Role.Operator).ResolveAsync((await OpenAsync(silo))[0].Id, "not ours");
        }
        await using (var silo = await TestSilo.StartAsync(_folder, _hosts))
        {
            silo.Seal.ActAsPlatform(TestSilo.Tenant, "test");
            await silo.Grains.GetGrain<IConnectorGrain>("acme/crm").ReconcileAsync(afterRestart: true);
            Assert.Empty(await OpenAsync(silo));
            await RunAsync(silo, "crm");
            Assert.Equal("reopened", Assert.Single(await OpenAsync(silo)).Status);
        }
    }

    [Fact]
    public async Task A_connector_that_is_retired_ails_no_more()
    {
        await using var silo = await TestSilo.StartAsync(_folder, _hosts);
        await silo.Connector("crm").RegisterAsync(new ConnectorDefinition { Manifest = BreakingHosts.Manifest(Host) });
        _hosts.Break(Host, 503);
        await RunAsync(silo, "crm");
        Assert.Equal("outage", Assert.Single(await OpenAsync(silo)).Kind);
        await silo.Connector("crm").RetireAsync(null);
        Assert.Empty(await OpenAsync(silo));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task RunAsync(TestSilo silo, string connector)
    {
        var run = await silo.Connector(connector).StartRunAsync(new RunRequest());
        await silo.WaitAsync(connector, run.Id, "succeeded", "failed");
        // The run is over a moment before its host hears of it; a call that follows waits for that turn.
        await silo.Connector(connector).GetAsync();
    }

    private static async Task<RepairView> RepairedAsync(TestSilo silo, string connector)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var repair = (await silo.Connector(connector).GetAsync()).Repair;
            if (repair?.FinishedAt is not null)
                return repair;
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"The repair of {connector} is {repair?.Stage} and does not end.");
            await Task.Delay(20);
        }
    }

    private static (DateTimeOffset From, DateTimeOffset To) Search(RepairView repair) =>
        (repair.Timeline.Single(one => one.What == "searching").At, repair.Timeline.Single(one => one.What == "escalated").At);

    private static async Task<List<IncidentView>> OpenAsync(TestSilo silo) =>
        [.. (await silo.Lists.ListAsync("incident-open", TestSilo.Tenant, null, null, 100, CancellationToken.None)).Select(document => JsonSerializer.Deserialize<IncidentView>(document.Body, ViewJson.Options)!)];

    private static IIncidentGrain Incident(TestSilo silo, Role role)
    {
        silo.ActAs(role);
        return silo.Grains.GetGrain<IIncidentGrain>(GrainKeys.Incidents(TestSilo.Tenant, Host));
    }
}
