using System.Text.Json.Nodes;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Interfaces.Versions;
using Supertrack.Grains.Tests.Connectors;

namespace Supertrack.Grains.Tests.Versions;

/// <summary>The registry of deployments says which manifest a connector runs with, and learns what becomes live here.</summary>
public sealed class DeployedManifestTests : IDisposable
{
    private static readonly ConnectorDefinition Definition = new() { Manifest = "kind: any", Config = "{}" };

    private readonly string _folder = Directory.CreateTempSubdirectory("supertrack-deployed-").FullName;

    [Fact]
    public async Task What_is_registered_and_changed_is_live_in_the_registry()
    {
        await using var silo = await TestSilo.StartAsync(_folder, new CountingSource(1, 1));
        var first = await silo.Connector("crm").RegisterAsync(Definition);
        Assert.Equal("1.0.0", (await LiveAsync(silo)).Version);
        await silo.Connector("crm").UpdateAsync(Definition with { Manifest = "kind: other" }, first.Etag);
        var live = await LiveAsync(silo);
        Assert.Equal(("prod", "1.0.1", (await silo.Connector("crm").GetManifestAsync(0)).FrozenHash), (live.Environment, live.Version, live.Hash));
    }

    [Fact]
    public async Task After_a_rollback_the_next_run_reads_with_the_version_before_and_after_an_activation_with_that_one()
    {
        await using var silo = await TestSilo.StartAsync(_folder, new CountingSource(1, 1));
        var first = await silo.Connector("crm").RegisterAsync(Definition);
        await silo.Connector("crm").UpdateAsync(Definition with { Manifest = "kind: other" }, first.Etag);
        await Artifact(silo, Role.Operator).RollbackAsync(Request("rollback"));
        Assert.Equal("1.0.0", await RunAsync(silo));
        Assert.Equal("kind: any", (await silo.Connector("crm").GetManifestAsync(0)).Text);
        await Artifact(silo).FreezeAsync(new VersionProposal { Content = "kind: third" });
        await ForceAsync(silo, "1.0.2");
        Assert.Equal("1.0.2", await RunAsync(silo));
        var manifest = await silo.Connector("crm").GetManifestAsync(0);
        Assert.Equal(("kind: third", "registry"), (manifest.Text, manifest.Origin));
    }

    [Fact]
    public async Task A_locked_environment_refuses_other_manifests_and_nothing_else()
    {
        await using var silo = await TestSilo.StartAsync(_folder, new CountingSource(1, 1));
        var first = await silo.Connector("crm").RegisterAsync(Definition);
        await Artifact(silo).DecideAsync(Request("lock"));
        var refused = await Assert.ThrowsAsync<ConflictException>(() => silo.Connector("crm").UpdateAsync(Definition with { Manifest = "kind: other" }, first.Etag));
        Assert.Equal("locked", refused.Code);
        Assert.Contains("prod was locked by test", refused.Message, StringComparison.Ordinal);
        Assert.Equal("Customers", (await silo.Connector("crm").UpdateAsync(Definition with { Name = "Customers" }, first.Etag)).Name);
        Assert.Equal("1.0.0", await RunAsync(silo));
        await Artifact(silo).DecideAsync(Request("unlock"));
        await silo.Connector("crm").UpdateAsync(Definition with { Manifest = "kind: other" }, null);
        Assert.Equal("1.0.1", await RunAsync(silo));
    }

    [Fact]
    public async Task Where_nothing_is_live_any_more_nothing_runs()
    {
        await using var silo = await TestSilo.StartAsync(_folder, new CountingSource(1, 1));
        await silo.Connector("crm").RegisterAsync(Definition);
        await Artifact(silo).DecideAsync(Request("deactivate"));
        var refused = await Assert.ThrowsAsync<ConflictException>(() => silo.Connector("crm").StartRunAsync(new RunRequest()));
        Assert.Equal("nothing_live", refused.Code);
    }

    [Fact]
    public async Task A_live_version_that_cannot_run_is_refused_and_the_one_before_runs_after_a_rollback()
    {
        await using var silo = await TestSilo.StartAsync(_folder, new CountingSource(1, 1));
        await silo.Connector("crm").RegisterAsync(Definition);
        await Artifact(silo).FreezeAsync(new VersionProposal { Content = "broken: yes" });
        await ForceAsync(silo, "1.0.1");
        Assert.Equal("invalid_manifest", (await Assert.ThrowsAsync<ConflictException>(() => silo.Connector("crm").StartRunAsync(new RunRequest()))).Code);
        await Artifact(silo, Role.Operator).RollbackAsync(Request("rollback"));
        Assert.Equal("1.0.0", await RunAsync(silo));
    }

    private static async Task<string> RunAsync(TestSilo silo)
    {
        var run = await silo.Connector("crm").StartRunAsync(new RunRequest());
        return (await silo.WaitAsync("crm", run.Id, "succeeded")).Frozen;
    }

    /// <summary>Two people and a reason: an override passes the gates that a version without cases does not.</summary>
    private static async Task ForceAsync(TestSilo silo, string version)
    {
        var asked = JsonNode.Parse((await Artifact(silo).DecideAsync(Request("override") with { Version = version })).Json)!;
        silo.Seal.ActAs(new Caller { Subject = "second", Tenant = TestSilo.Tenant, Role = Role.Editor });
        await silo.Grains.GetGrain<IArtifactGrain>($"{TestSilo.Tenant}/connector/crm").DecideAsync(Request("confirm") with { Override = (string?)asked["state"]!["override"]!["id"] });
    }

    private static Task<LiveVersion> LiveAsync(TestSilo silo) => Artifact(silo, Role.System).LiveAsync();

    private static StageRequest Request(string action) => new() { Action = action, Environment = "prod", Reason = "why" };

    private static IArtifactGrain Artifact(TestSilo silo, Role role = Role.Editor)
    {
        silo.ActAs(role);
        return silo.Grains.GetGrain<IArtifactGrain>($"{TestSilo.Tenant}/connector/crm");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
