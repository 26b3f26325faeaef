using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;
using Supertrack.Stores.Versions.Git;
using static Supertrack.Stores.Tests.Versions.VersionLab;

namespace Supertrack.Stores.Tests.Versions;

public sealed class GitRestoreTests : IDisposable
{
    private readonly VersionLab _lab = new();

    [Fact]
    public async Task Everything_comes_back_from_the_repository_alone()
    {
        var remote = await FilledAsync();
        using var fresh = _lab.Open("fresh");
        var result = await new GitRestore(fresh).RunAsync("acme", remote, _ => true, default);
        Assert.Equal((4, _lab.Store.Signer.KeyId), (result.Versions, Assert.Single(result.Keys)));
        Assert.Empty(result.Refused);
        Assert.Equal(await _lab.Store.ListAsync(Crm, default), await fresh.ListAsync(Crm, default));
        Assert.All(await VersionCheck.RunAsync(fresh, Crm, null, default), one => Assert.Null(one.Finding));
        Assert.Equal(Manifest("/v2"), (await fresh.LoadAsync(Crm, SemanticVersion.Parse("1.0.1"), default)).Text);
        Assert.Equal(RegistryText.Of(await _lab.Store.DeploymentAsync(Crm, default)), RegistryText.Of(await fresh.DeploymentAsync(Crm, default)));
        Assert.Equal(await _lab.Store.AuditAsync(Crm, 100, default), await fresh.AuditAsync(Crm, 100, default));
    }

    [Fact]
    public async Task A_restored_store_goes_on_where_the_lost_one_stood()
    {
        var remote = await FilledAsync();
        using var fresh = _lab.Open("fresh");
        await new GitRestore(fresh).RunAsync("acme", remote, _ => true, default);
        var next = await fresh.FreezeAsync(Request(Manifest("/v9")), default);
        Assert.Equal("1.0.2", next.Version.Version.ToString());
        Assert.Equal("1.0.0", (await _lab.Registry(fresh).ApplyAsync(Crm, at => new Rollback(Stage.Dev, "bob", at, "slow"), default)).State.Dev.Live.ToString());
        Assert.Equal(2, await new GitMirror(fresh).WriteAsync("acme", default));
        var pushed = await new GitPush(fresh).PushAsync("acme", remote, default);
        Assert.True(pushed.Done, pushed.Detail);
        using var third = _lab.Open("third");
        var result = await new GitRestore(third).RunAsync("acme", remote, _ => true, default);
        Assert.Equal((5, 2), (result.Versions, result.Keys.Count));
        Assert.Equal("1.0.0", (await third.DeploymentAsync(Crm, default)).Dev.Live.ToString());
    }

    [Fact]
    public async Task Without_trust_in_its_key_nothing_is_taken()
    {
        var remote = await FilledAsync();
        using var fresh = _lab.Open("fresh");
        var result = await new GitRestore(fresh).RunAsync("acme", remote, _ => false, default);
        Assert.Equal((0, 0), (result.Versions, result.Decisions));
        Assert.NotEmpty(result.Refused);
    }

    [Fact]
    public async Task What_somebody_else_put_into_the_repository_is_not_taken()
    {
        var remote = await FilledAsync();
        GitLab.Git(Path.Combine(_lab.Folder, "remote.git"), "branch", "-f", "frozen", "frozen");
        _lab.Intrude("frozen", "connectors/crm/manifest.yaml", "evil: true");
        using var fresh = _lab.Open("fresh");
        await new GitRestore(fresh).RunAsync("acme", remote, _ => true, default);
        Assert.Equal(Manifest("/v2"), (await fresh.LoadAsync(Crm, null, default)).Text);
        using var other = _lab.Open("rival");
        var result = await new GitRestore(other).RunAsync("rival", remote, _ => true, default);
        Assert.Equal(0, result.Versions);
    }

    [Fact]
    public async Task A_restore_beside_what_is_there_changes_nothing_of_it()
    {
        var remote = await FilledAsync();
        await _lab.FreezeAsync(Manifest("/v7"));
        var before = await _lab.Store.ListAsync(Crm, default);
        var result = await new GitRestore(_lab.Store).RunAsync("acme", remote, _ => true, default);
        Assert.Equal((0, 0), (result.Versions, result.Decisions));
        Assert.Equal(before, await _lab.Store.ListAsync(Crm, default));
        await _lab.MirrorAsync();
        Assert.True((await _lab.PushAsync(remote)).Done);
    }

    /// <summary>Four versions of two artifacts, decisions in all environments, pushed.</summary>
    private async Task<GitRemote> FilledAsync()
    {
        await _lab.FreezeAsync(Manifest("/v1"), null, """{"name":"a"}""");
        await _lab.FreezeAsync(Manifest("/v2"));
        var prompt = ArtifactId.Parse("acme/prompt/repair");
        await _lab.FreezeAsync("Repair {manifest}.\r\n", prompt);
        await _lab.FreezeAsync("Repair {manifest} so that {goal}.", prompt);
        var registry = _lab.Registry();
        await registry.ApplyAsync(Crm, at => new AskOverride(Stage.Dev, "o1", SemanticVersion.First, "ada", at, "first"), default);
        await registry.ConfirmAsync(Crm, Stage.Dev, "o1", "bob", default);
        await registry.ApplyAsync(Crm, at => new AskOverride(Stage.Dev, "o2", SemanticVersion.Parse("1.0.1"), "ada", at, "second"), default);
        await registry.ConfirmAsync(Crm, Stage.Dev, "o2", "bob", default);
        await registry.ApplyAsync(Crm, at => new LockStage(Stage.Prod, "ada", at, "holidays"), default);
        await _lab.MirrorAsync();
        var remote = _lab.Remote();
        Assert.True((await _lab.PushAsync(remote)).Done);
        return remote;
    }

    public void Dispose() => _lab.Dispose();
}
