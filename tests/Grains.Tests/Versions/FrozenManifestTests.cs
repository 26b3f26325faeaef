using System.Text.Json.Nodes;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Interfaces.Versions;
using Supertrack.Grains.Tests.Connectors;

namespace Supertrack.Grains.Tests.Versions;

public sealed class FrozenManifestTests : IDisposable
{
    private static readonly ConnectorDefinition Definition = new() { Manifest = "kind: any", Config = "{}" };

    private readonly string _folder = Directory.CreateTempSubdirectory("supertrack-frozen-").FullName;

    [Fact]
    public async Task A_connectors_manifests_are_frozen_and_a_run_says_which_it_read_with()
    {
        await using var silo = await TestSilo.StartAsync(_folder, new CountingSource(2, 5));
        var first = await silo.Connector("crm").RegisterAsync(Definition);
        await silo.Connector("crm").UpdateAsync(Definition with { Manifest = "kind: other" }, first.Etag);
        var manifest = await silo.Connector("crm").GetManifestAsync(0);
        Assert.Equal(("1.0.1", 64), (manifest.Frozen, manifest.FrozenHash.Length));
        var run = await silo.Connector("crm").StartRunAsync(new RunRequest());
        Assert.Equal((manifest.Hash, "1.0.1"), (run.ManifestHash, run.Frozen));
        Assert.Equal("1.0.1", (await silo.WaitAsync("crm", run.Id, "succeeded")).Frozen);
    }

    [Fact]
    public async Task A_run_does_not_start_on_a_frozen_manifest_that_was_altered()
    {
        await using var silo = await TestSilo.StartAsync(_folder, new CountingSource(2, 5));
        await silo.Connector("crm").RegisterAsync(Definition);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder, "versions", "tenants", TestSilo.Tenant, "records"), "*", SearchOption.AllDirectories)) File.Delete(file);
        var refused = await Assert.ThrowsAsync<ConflictException>(() => silo.Connector("crm").StartRunAsync(new RunRequest()));
        Assert.Equal("version_damaged", refused.Code);
        Assert.Equal("idle", (await silo.Connector("crm").GetAsync()).Status);
    }

    [Fact]
    public async Task A_version_is_activated_promoted_and_rolled_back_and_roles_are_kept()
    {
        await using var silo = await TestSilo.StartAsync(_folder, new CountingSource(1, 1));
        await Artifact(silo).FreezeAsync(new VersionProposal { Content = """{"type":"object","title":"a"}""" });
        await Artifact(silo).FreezeAsync(new VersionProposal { Content = """{"type":"object","title":"b"}""" });
        foreach (var version in new[] { "1.0.0", "1.0.1" })
            Assert.True((bool)JsonNode.Parse((await Artifact(silo).DecideAsync(Request("activate", "dev", version))).Json)!["done"]!);
        Assert.True((bool)JsonNode.Parse((await Artifact(silo).DecideAsync(Request("promote", "dev"))).Json)!["done"]!);
        var back = JsonNode.Parse((await Artifact(silo, Role.Operator).RollbackAsync(Request("rollback", "dev"))).Json)!;
        Assert.Equal("1.0.0", (string?)back["state"]!["live"]);
        await Assert.ThrowsAsync<AccessDeniedException>(() => Artifact(silo, Role.Operator).DecideAsync(Request("activate", "dev", "1.0.1")));
        Assert.Equal("not_promoted", (await Assert.ThrowsAsync<ConflictException>(() => Artifact(silo).DecideAsync(Request("activate", "prod", "1.0.0")))).Code);
        await Assert.ThrowsAsync<InvalidRequestException>(() => Artifact(silo).DecideAsync(Request("explode", "dev")));
        await Assert.ThrowsAsync<NotFoundException>(() => Artifact(silo).DecideAsync(Request("activate", "dev", "9.0.0")));
        await Assert.ThrowsAsync<InvalidRequestException>(() => Artifact(silo).FreezeAsync(new VersionProposal { Content = "just words" }));
    }

    private static StageRequest Request(string action, string environment, string? version = null) => new() { Action = action, Environment = environment, Version = version, Reason = "why" };

    private static IArtifactGrain Artifact(TestSilo silo, Role role = Role.Editor)
    {
        silo.ActAs(role);
        return silo.Grains.GetGrain<IArtifactGrain>($"{TestSilo.Tenant}/schema/people");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
