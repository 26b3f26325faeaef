using Supertrack.Core.Healing.Notice;
using Supertrack.Core.Healing.Rollout;
using Supertrack.Core.Storage;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Errors;

namespace Supertrack.Grains.Tests.Connectors;

/// <summary>Sources that go wrong behind a good status.</summary>
public sealed class NoticeTests : IDisposable
{
    private const int Learned = 9;

    private readonly string _folder = Directory.CreateTempSubdirectory("supertrack-notice-").FullName;
    private readonly SilentSource _source = new();

    [Fact]
    public async Task Clean_runs_raise_nothing()
    {
        await using var silo = await LearnedAsync();
        var view = await silo.Connector("crm").GetAsync();
        Assert.Empty(view.Findings);
        Assert.Equal("active", view.Phase);
        Assert.All(await silo.Connector("crm").ListRunsAsync(), run => Assert.Empty(run.Findings));
    }

    [Theory]
    [InlineData("empty", "rows", "data_quality")]
    [InlineData("cut", "pages", "pagination_invalid")]
    [InlineData("repeat", "repeated pages", "pagination_invalid")]
    public async Task What_a_repair_can_mend_begins_one_with_the_evidence(string mode, string measure, string kind)
    {
        await using var silo = await LearnedAsync(automatic: true);
        _source.Mode = mode;
        var run = await RunAsync(silo);
        Assert.Equal("succeeded", run.Status);
        var finding = Assert.Single(run.Findings, finding => finding.Measure == measure);
        Assert.Equal((kind, true, run.Id), (finding.Class, finding.Mendable, finding.Run));
        var repair = (await silo.Connector("crm").GetAsync()).Repair!;
        Assert.Equal("contacts", Assert.Single(repair.Streams));
        Assert.Contains(finding.Evidence, repair.Timeline[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_gone_null_is_stopped_before_it_overwrites_what_is_stored()
    {
        await using var silo = await LearnedAsync(automatic: true);
        _source.Mode = "null";
        var run = await RunAsync(silo);
        Assert.Equal(("failed", "shape_changed"), (run.Status, run.Failure!.Code));
        Assert.Contains("email is null", run.Failure.Message, StringComparison.Ordinal);
        var stored = await silo.Warehouse.ReadAsync(new DatasetId(TestSilo.Tenant, "crm", "contacts"), 0, 1, CancellationToken.None);
        Assert.Contains("p0@example.com", System.Text.Encoding.UTF8.GetString(stored!.Lines.Span), StringComparison.Ordinal);
        Assert.NotNull((await silo.Connector("crm").GetAsync()).Repair);
    }

    [Fact]
    public async Task What_no_repair_can_mend_degrades_the_connector_until_a_person_accepts_it()
    {
        await using var silo = await LearnedAsync(automatic: true);
        _source.Mode = "half";
        var run = await RunAsync(silo);
        Assert.Equal("email: null rate", Assert.Single(run.Findings).Measure);
        var view = await silo.Connector("crm").GetAsync();
        Assert.Equal(("degraded", (RepairView?)null), (view.Phase, view.Repair));
        await RunAsync(silo);
        Assert.Equal(2, Assert.Single((await silo.Connector("crm").GetAsync()).Findings).Runs);

        var accepted = await silo.Connector("crm", Role.Operator).AcceptFindingsAsync("contacts", null);
        Assert.Equal("active", accepted.Phase);
        Assert.Empty((await RunAsync(silo)).Findings);
        await Assert.ThrowsAsync<NotFoundException>(() => silo.Connector("crm", Role.Operator).AcceptFindingsAsync(null, null));
    }

    [Fact]
    public async Task A_finding_ends_with_the_next_clean_run()
    {
        await using var silo = await LearnedAsync();
        _source.Mode = "cut";
        await RunAsync(silo);
        Assert.Equal("degraded", (await silo.Connector("crm").GetAsync()).Phase);
        _source.Mode = "clean";
        await RunAsync(silo);
        var view = await silo.Connector("crm").GetAsync();
        Assert.Equal("active", view.Phase);
        Assert.Empty(view.Findings);
    }

    [Fact]
    public async Task What_is_usual_outlives_the_silo()
    {
        await using (await LearnedAsync())
        {
        }
        await using var silo = await StartAsync(automatic: false);
        _source.Mode = "empty";
        Assert.Equal("rows", Assert.Single((await RunAsync(silo)).Findings).Measure);
    }

    [Fact]
    public async Task Without_the_watch_nothing_is_noticed()
    {
        await using var silo = await StartAsync(automatic: true, new NoticePolicy { Watches = false });
        await LearnAsync(silo);
        _source.Mode = "empty";
        Assert.Empty((await RunAsync(silo)).Findings);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<TestSilo> LearnedAsync(bool automatic = false)
    {
        var silo = await StartAsync(automatic);
        await LearnAsync(silo);
        return silo;
    }

    private static async Task LearnAsync(TestSilo silo)
    {
        await silo.Connector("crm").RegisterAsync(new ConnectorDefinition { Manifest = "kind: any", Config = "{}" });
        for (var run = 0; run < Learned; run++) await RunAsync(silo);
    }

    private Task<TestSilo> StartAsync(bool automatic, NoticePolicy? notices = null) =>
        TestSilo.StartAsync(_folder, _source, repairs: new RepairPolicy { Automatic = automatic }, notices: notices);

    private static async Task<RunView> RunAsync(TestSilo silo)
    {
        var run = await silo.Connector("crm").StartRunAsync(new RunRequest { FullRefresh = true });
        return await silo.WaitAsync("crm", run.Id, "succeeded", "failed");
    }
}
