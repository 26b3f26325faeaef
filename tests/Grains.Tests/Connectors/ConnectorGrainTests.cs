using System.Text;
using Supertrack.Core.Connectors;
using Supertrack.Core.Storage;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Errors;

namespace Supertrack.Grains.Tests.Connectors;

public sealed class ConnectorGrainTests : IDisposable
{
    private static readonly ConnectorDefinition Definition = new() { Manifest = "kind: any", Config = """{"secret":"hush"}""" };
    private static readonly DatasetId Numbers = new(TestSilo.Tenant, "crm", "numbers");

    private readonly string _folder = Directory.CreateTempSubdirectory("supertrack-grains-").FullName;

    [Fact]
    public async Task A_run_stores_every_record_once_and_remembers_what_it_did()
    {
        await using var silo = await TestSilo.StartAsync(_folder, new CountingSource(pages: 30, pageSize: 10));
        var connector = silo.Connector("crm");
        await connector.RegisterAsync(Definition);
        var run = await connector.StartRunAsync(new RunRequest());
        var done = await silo.WaitAsync("crm", run.Id, "succeeded", "failed");
        Assert.Equal(("succeeded", 300L, 30L, 30L), (done.Status, done.Records, done.Pages, done.Requests));
        Assert.Equal(300, await RowsAsync(silo));
        Assert.NotNull(done.FinishedAt);
        Assert.Equal(run.Id, Assert.Single(await silo.Connector("crm").ListRunsAsync()).Id);
    }

    [Fact]
    public async Task The_next_run_reads_only_what_is_new_unless_everything_is_asked_for()
    {
        var source = new CountingSource(pages: 5, pageSize: 10);
        await using var silo = await TestSilo.StartAsync(_folder, source);
        await silo.Connector("crm").RegisterAsync(Definition);
        await RunAsync(silo, new RunRequest());
        Assert.Equal(0, (await RunAsync(silo, new RunRequest())).Records);
        Assert.Equal(50, (await RunAsync(silo, new RunRequest { FullRefresh = true })).Records);
        Assert.Equal(50, await RowsAsync(silo));
    }

    [Fact]
    public async Task A_silo_that_stops_in_the_middle_of_a_run_continues_it_when_it_comes_back()
    {
        var stuck = new TaskCompletionSource();
        var source = new CountingSource(pages: 40, pageSize: 10) { Gate = page => page == 20 ? stuck.Task : Task.CompletedTask };
        string run;
        await using (var silo = await TestSilo.StartAsync(_folder, source))
        {
            await silo.Connector("crm").RegisterAsync(Definition);
            run = (await silo.Connector("crm").StartRunAsync(new RunRequest())).Id;
            Assert.True(await Task.Run(() => SpinWait.SpinUntil(() => Volatile.Read(ref source.PagesRead) >= 20, TimeSpan.FromSeconds(30))), "twenty pages were not read within half a minute");
        }
        stuck.SetResult();
        await using (var silo = await TestSilo.StartAsync(_folder, new CountingSource(pages: 40, pageSize: 10)))
        {
            silo.Seal.ActAsPlatform(TestSilo.Tenant, "test");
            await silo.Grains.GetGrain<IConnectorGrain>("acme/crm").ReconcileAsync(afterRestart: true);
            var done = await silo.WaitAsync("crm", run, "succeeded");
            Assert.Equal(400, done.Records);
            Assert.Equal(400, await RowsAsync(silo));
        }
    }

    [Fact]
    public async Task A_passing_failure_is_tried_again_and_loses_nothing()
    {
        var source = new CountingSource(pages: 10, pageSize: 10) { FailAtPage = 5 };
        source.FailNext(new ConnectorException(FailureKind.Transient, "503. It is tried again."), new ConnectorException(FailureKind.Transient, "503. It is tried again."));
        await using var silo = await TestSilo.StartAsync(_folder, source);
        await silo.Connector("crm").RegisterAsync(Definition);
        var done = await RunAsync(silo, new RunRequest());
        Assert.Equal(("succeeded", 100L), (done.Status, done.Records));
        Assert.Equal(100, await RowsAsync(silo));
    }

    [Fact]
    public async Task A_failure_that_does_not_pass_ends_the_run_with_its_reason_and_keeps_what_was_read()
    {
        var source = new CountingSource(pages: 10, pageSize: 10) { FailAtPage = 5 };
        source.FailNext(new ConnectorException(FailureKind.Config, "The key is wrong. Give another."));
        await using var silo = await TestSilo.StartAsync(_folder, source);
        await silo.Connector("crm").RegisterAsync(Definition);
        var done = await RunAsync(silo, new RunRequest());
        Assert.Equal(("failed", 50L, "configuration"), (done.Status, done.Records, done.Failure!.Code));
        Assert.Equal("failing", (await silo.Connector("crm").GetAsync()).Status);
    }

    [Fact]
    public async Task A_paused_run_stands_still_and_continues_where_it_stood()
    {
        var gate = new TaskCompletionSource();
        var source = new CountingSource(pages: 20, pageSize: 10) { Gate = page => page == 5 ? gate.Task : Task.CompletedTask };
        await using var silo = await TestSilo.StartAsync(_folder, source);
        await silo.Connector("crm").RegisterAsync(Definition);
        var run = await silo.Connector("crm").StartRunAsync(new RunRequest());
        var paused = await silo.Connector("crm").PauseAsync();
        Assert.True(paused.Paused);
        gate.SetResult();
        await Assert.ThrowsAsync<ConflictException>(() => silo.Connector("crm").StartRunAsync(new RunRequest()));
        Assert.Equal("paused", (await silo.Connector("crm").GetRunAsync(run.Id)).Status);
        await silo.Connector("crm").ResumeAsync();
        Assert.Equal(200, (await silo.WaitAsync("crm", run.Id, "succeeded")).Records);
    }

    [Fact]
    public async Task A_cancelled_run_ends_at_once_and_a_reset_lets_the_next_read_everything()
    {
        var gate = new TaskCompletionSource();
        var source = new CountingSource(pages: 20, pageSize: 10) { Gate = page => page == 5 ? gate.Task : Task.CompletedTask };
        await using var silo = await TestSilo.StartAsync(_folder, source);
        await silo.Connector("crm").RegisterAsync(Definition);
        await silo.Connector("crm").StartRunAsync(new RunRequest());
        await Assert.ThrowsAsync<ConflictException>(() => silo.Connector("crm").ResetAsync(dropRows: true));
        Assert.Equal("cancelled", (await silo.Connector("crm").CancelAsync()).Status);
        gate.SetResult();
        await silo.Connector("crm").ResetAsync(dropRows: true);
        Assert.Equal(200, (await RunAsync(silo, new RunRequest())).Records);
        Assert.Equal(200, await RowsAsync(silo));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cancelled_runs_chunk_that_begins_only_after_the_reset_stores_nothing(bool dropRows)
    {
        LateChunk? late = null;
        var source = new CountingSource(pages: 20, pageSize: 10);
        await using var silo = await TestSilo.StartAsync(_folder, source, before: warehouse => late = new LateChunk(warehouse));
        await silo.Connector("crm").RegisterAsync(Definition);
        await silo.Connector("crm").StartRunAsync(new RunRequest());
        await late!.Held;
        await silo.Connector("crm").CancelAsync();
        await silo.Connector("crm").ResetAsync(dropRows);
        await late.LetGoAsync();
        Assert.Equal(0, source.PagesRead);
        Assert.Equal(200, (await RunAsync(silo, new RunRequest())).Records);
        Assert.Equal(200, await RowsAsync(silo));
    }

    [Fact]
    public async Task Only_one_run_at_a_time_and_only_of_streams_that_exist()
    {
        var gate = new TaskCompletionSource();
        await using var silo = await TestSilo.StartAsync(_folder, new CountingSource(pages: 2, pageSize: 1) { Gate = _ => gate.Task });
        await silo.Connector("crm").RegisterAsync(Definition);
        await Assert.ThrowsAsync<InvalidRequestException>(() => silo.Connector("crm").StartRunAsync(new RunRequest { Streams = ["letters"] }));
        await silo.Connector("crm").StartRunAsync(new RunRequest());
        var refused = await Assert.ThrowsAsync<ConflictException>(() => silo.Connector("crm").StartRunAsync(new RunRequest()));
        Assert.Equal("run_under_way", refused.Code);
        gate.SetResult();
    }

    [Fact]
    public async Task A_manifest_that_cannot_be_read_registers_nothing()
    {
        await using var silo = await TestSilo.StartAsync(_folder, new CountingSource(1, 1));
        var refused = await Assert.ThrowsAsync<InvalidRequestException>(() => silo.Connector("crm").RegisterAsync(Definition with { Manifest = "broken" }));
        Assert.Contains("manifest:3: streams", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotFoundException>(() => silo.Connector("crm").GetAsync());
        await Assert.ThrowsAsync<InvalidRequestException>(() => silo.Connector("crm").RegisterAsync(Definition with { Config = "[1]" }));
        await Assert.ThrowsAsync<InvalidRequestException>(() => silo.Connector("crm").RegisterAsync(Definition with { Schedule = new SyncSchedule { EverySeconds = 5 } }));
        await Assert.ThrowsAsync<InvalidRequestException>(() => silo.Connector("Not A Name").RegisterAsync(Definition));
    }

    [Fact]
    public async Task A_changed_manifest_is_a_new_version_and_an_outdated_change_is_refused()
    {
        await using var silo = await TestSilo.StartAsync(_folder, new CountingSource(1, 1));
        var first = await silo.Connector("crm").RegisterAsync(Definition);
        var second = await silo.Connector("crm").UpdateAsync(Definition with { Manifest = "kind: other", Config = null }, first.Etag);
        Assert.Equal(2, second.ManifestVersion);
        Assert.Equal("kind: any", (await silo.Connector("crm").GetManifestAsync(1)).Text);
        await Assert.ThrowsAsync<ChangedException>(() => silo.Connector("crm").UpdateAsync(Definition, first.Etag));
    }

    [Fact]
    public async Task Secrets_do_not_lie_readable_in_the_engines_store()
    {
        await using (var silo = await TestSilo.StartAsync(_folder, new CountingSource(1, 1)))
            await silo.Connector("crm").RegisterAsync(Definition);
        foreach (var file in Directory.GetFiles(_folder, "engine.db*"))
            Assert.DoesNotContain("hush", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Viewer, TestSilo.Tenant)]
    [InlineData(Role.Administrator, "other")]
    public async Task A_caller_of_too_low_a_role_or_of_another_tenant_is_refused(Role role, string tenant)
    {
        await using var silo = await TestSilo.StartAsync(_folder, new CountingSource(1, 1));
        await silo.Connector("crm").RegisterAsync(Definition);
        var grain = silo.Grains.GetGrain<IConnectorGrain>("acme/crm");
        silo.ActAs(role, tenant);
        await Assert.ThrowsAsync<AccessDeniedException>(() => grain.StartRunAsync(new RunRequest()));
    }

    [Fact]
    public async Task A_claim_without_a_genuine_seal_opens_nothing()
    {
        await using var silo = await TestSilo.StartAsync(_folder, new CountingSource(1, 1));
        var grain = silo.Connector("crm");
        var caller = new Caller { Subject = "x", Tenant = Caller.AnyTenant, Role = Role.System };
        Orleans.Runtime.RequestContext.Set(SealedCaller.ContextKey, new SealedCaller { Caller = caller, Seal = new string('0', 64) });
        await Assert.ThrowsAsync<AccessDeniedException>(() => grain.GetAsync());
        Orleans.Runtime.RequestContext.Remove(SealedCaller.ContextKey);
        await Assert.ThrowsAsync<AccessDeniedException>(() => grain.GetAsync());
    }

    [Fact]
    public async Task The_lists_know_connectors_and_runs()
    {
        await using var silo = await TestSilo.StartAsync(_folder, new CountingSource(2, 5));
        await silo.Connector("crm").RegisterAsync(Definition);
        var run = await RunAsync(silo, new RunRequest());
        var listed = Assert.Single(await silo.Lists.ListAsync("run", TestSilo.Tenant, "crm", null, 10, default));
        Assert.Contains("\"status\":\"succeeded\"", listed.Body, StringComparison.Ordinal);
        Assert.Equal($"crm/{run.Id}", listed.Id);
        Assert.Empty(await silo.Lists.ListActiveAsync("connector", default));
    }

    private static async Task<RunView> RunAsync(TestSilo silo, RunRequest request)
    {
        var run = await silo.Connector("crm").StartRunAsync(request);
        return await silo.WaitAsync("crm", run.Id, "succeeded", "failed");
    }

    private static async Task<long> RowsAsync(TestSilo silo) =>
        (await silo.Warehouse.ListAsync(TestSilo.Tenant, default)).Single(dataset => dataset.Dataset == Numbers).Rows;

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
