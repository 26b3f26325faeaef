using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Storage;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Interfaces.Schemas;
using Supertrack.Grains.Tests.Connectors;

namespace Supertrack.Grains.Tests.Schemas;

public sealed class SchemaGrainTests : IDisposable
{
    private const string Declared = """{"type":"object","properties":{"id":{"type":"integer"},"text":{"type":"string"}}}""";
    private const string Drifted = """{"type":"object","properties":{"id":{"type":"integer"},"text":{"type":"integer"},"age":{"type":"integer"}}}""";
    private readonly string _folder = Directory.CreateTempSubdirectory("supertrack-schemas-").FullName;

    [Fact]
    public async Task The_first_declaration_is_version_one_and_hearing_it_again_is_no_news()
    {
        await using var silo = await StartAsync();
        Assert.True((await Platform(silo).DeclareAsync(Declared)).TakesNewFields);
        await Platform(silo).DeclareAsync(Declared);
        var history = await Schema(silo).HistoryAsync();
        Assert.Equal(("1.0.0", "declared"), (Assert.Single(history).Version, history[0].Origin));
    }

    [Fact]
    public async Task Drift_becomes_a_version_by_itself_where_everything_propagates_and_readers_are_named()
    {
        await using var silo = await StartAsync();
        await Platform(silo).DeclareAsync(Declared);
        await Schema(silo).RelyAsync("pipelines/orders", ["text"]);
        await Platform(silo).ObserveAsync(new SchemaObservation(Drifted, 0));
        var view = await Schema(silo).GetAsync();
        Assert.Equal(("2.0.0", false), (view.Version, view.Evolving));
        var told = (await Schema(silo).EventsAsync())[0];
        Assert.Equal("applied", told.Outcome);
        Assert.Equal("pipelines/orders reads text (breaking)", Assert.Single(told.Impact));
    }

    [Fact]
    public async Task Where_only_fields_pass_a_changed_type_waits_for_a_person()
    {
        await using var silo = await StartAsync();
        await Platform(silo).DeclareAsync(Declared);
        await Schema(silo).SetPolicyAsync("fields_only");
        await Platform(silo).ObserveAsync(new SchemaObservation(Drifted, 0));
        var view = await Schema(silo).GetAsync();
        Assert.Equal("1.1.0", view.Version);
        Assert.Equal("type_changed text (breaking)", Assert.Single(view.Pending!.Changes));
        Assert.Equal("2.0.0", (await Schema(silo).DecideAsync(approve: true, "checked")).Version);
        await Assert.ThrowsAsync<ConflictException>(() => Schema(silo).DecideAsync(approve: true, ""));
    }

    [Fact]
    public async Task A_refused_change_is_not_proposed_again_and_a_frozen_schema_changes_for_nobody()
    {
        await using var silo = await StartAsync();
        await Platform(silo).DeclareAsync(Declared);
        await Schema(silo).SetPolicyAsync("ask");
        Assert.False((await Platform(silo).DeclareAsync(Declared)).TakesNewFields);
        await Platform(silo).ObserveAsync(new SchemaObservation(Drifted, 0));
        Assert.Null((await Schema(silo).DecideAsync(approve: false, "no")).Pending);
        await Platform(silo).ObserveAsync(new SchemaObservation(Drifted, 0));
        Assert.Null((await Schema(silo).GetAsync()).Pending);
        await Schema(silo).SetPolicyAsync("freeze");
        await Platform(silo).ObserveAsync(new SchemaObservation("""{"properties":{"other":{"type":"string"}}}""", 0));
        await Assert.ThrowsAsync<ConflictException>(() => Schema(silo).DecideAsync(approve: true, ""));
        Assert.Equal("1.0.0", (await Schema(silo).GetAsync()).Version);
    }

    [Fact]
    public async Task A_declaration_that_lacks_a_field_retires_it_and_keeps_what_only_data_showed()
    {
        await using var silo = await StartAsync();
        await Platform(silo).DeclareAsync(Declared);
        await Platform(silo).ObserveAsync(new SchemaObservation("""{"properties":{"age":{"type":"integer"}}}""", 0));
        await Platform(silo).DeclareAsync("""{"type":"object","properties":{"id":{"type":"integer"}}}""");
        var schema = JsonNode.Parse((await Schema(silo).GetAsync()).Schema)!["properties"]!.AsObject();
        Assert.Equal(["id", "age"], schema.Select(p => p.Key));
    }

    [Fact]
    public async Task Versions_policy_and_readers_outlive_the_silo()
    {
        await using (var silo = await StartAsync())
        {
            await Platform(silo).DeclareAsync(Declared);
            await Schema(silo).SetPolicyAsync("ask");
            await Schema(silo).RelyAsync("graph", ["id"]);
        }
        await using (var silo = await StartAsync())
        {
            var view = await Schema(silo).GetAsync();
            Assert.Equal(("1.0.0", "ask", "graph"), (view.Version, view.Policy, view.Readers.Single().Reader));
        }
    }

    [Fact]
    public async Task Only_the_platform_declares_and_an_unknown_stream_or_policy_is_refused()
    {
        await using var silo = await StartAsync();
        await Assert.ThrowsAsync<AccessDeniedException>(() => Schema(silo).DeclareAsync(Declared));
        await Assert.ThrowsAsync<NotFoundException>(() => Schema(silo).GetAsync());
        await Assert.ThrowsAsync<InvalidRequestException>(() => Schema(silo).SetPolicyAsync("whatever"));
    }

    [Fact]
    public async Task A_run_that_meets_new_and_misfitting_values_asks_and_an_approval_brings_them_into_their_columns()
    {
        await using var silo = await TestSilo.StartAsync(_folder, new DriftingSource());
        await silo.Connector("crm").RegisterAsync(new ConnectorDefinition { Manifest = "kind: any", Config = "{}" });
        silo.ActAs(Role.Editor);
        await Schema(silo).SetPolicyAsync("ask");
        var run = await silo.Connector("crm").StartRunAsync(new RunRequest());
        await silo.WaitAsync("crm", run.Id, "succeeded");
        var view = await Schema(silo).GetAsync();
        Assert.Equal("connectors/crm: id", $"{view.Readers.Single().Reader}: {string.Join(", ", view.Readers.Single().Fields)}");
        Assert.Equal(("1.0.0", 1L), (view.Version, view.Quarantined));
        Assert.Contains("field_added age", view.Pending!.Changes);
        Assert.Equal("2.0.0", (await Schema(silo).DecideAsync(approve: true, "fine")).Version);
        var stored = (await silo.Warehouse.ListAsync(TestSilo.Tenant, default)).Single();
        Assert.Equal(["id", "text", "age"], stored.Columns.Select(c => c.Property));
        var lines = Encoding.UTF8.GetString((await silo.Warehouse.ReadAsync(stored.Dataset, 0, 10, default))!.Lines.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal(["\"one\"", "2", "\"three\""], lines.Select(l => l["text"]!.ToJsonString()));
        Assert.Equal(42, (int?)lines[2]["age"]);
        Assert.NotNull((await Schema(silo).GetAsync()).OldView);
        Assert.Null((await Schema(silo).ContractAsync()).OldView);
        Assert.Equal(3, (await silo.Warehouse.ReadAsync(stored.Dataset, 0, 10, default))!.Count);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<TestSilo> StartAsync() => TestSilo.StartAsync(_folder, new CountingSource(pages: 1, pageSize: 1));

    private static ISchemaGrain Schema(TestSilo silo)
    {
        silo.ActAs(Role.Editor);
        return silo.Grains.GetGrain<ISchemaGrain>(GrainKeys.Schema(TestSilo.Tenant, "crm", "numbers"));
    }

    private static ISchemaGrain Platform(TestSilo silo)
    {
        silo.Seal.ActAsPlatform(TestSilo.Tenant, "test");
        return silo.Grains.GetGrain<ISchemaGrain>(GrainKeys.Schema(TestSilo.Tenant, "crm", "numbers"));
    }
}
