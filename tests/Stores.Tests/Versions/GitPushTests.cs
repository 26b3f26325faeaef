using Supertrack.Stores.Versions.Git;
using static Supertrack.Stores.Tests.Versions.VersionLab;

namespace Supertrack.Stores.Tests.Versions;

public sealed class GitPushTests : IDisposable
{
    private readonly VersionLab _lab = new();

    [Fact]
    public async Task Branches_and_tags_reach_a_remote_over_file_and_again_when_there_is_more()
    {
        var remote = _lab.Remote();
        await _lab.FreezeAsync(Manifest("/v1"));
        await _lab.ActivateAsync("1.0.0");
        await _lab.MirrorAsync();
        Assert.True((await _lab.PushAsync(remote)).Done);
        await _lab.FreezeAsync(Manifest("/v2"));
        await _lab.MirrorAsync();
        Assert.True((await _lab.PushAsync(remote)).Done);
        Assert.Equal(["connector/crm/v1.0.0", "connector/crm/v1.0.1"], Remote("tag", "--list").Split('\n'));
        Assert.Equal(GitLab.Git(_lab.Repository(), "rev-parse", "dev"), Remote("rev-parse", "dev"));
    }

    [Fact]
    public async Task Over_http_an_outage_loses_nothing_and_the_next_push_brings_everything()
    {
        _lab.Remote();
        await using var server = new GitHttpServer(_lab.Folder, "s3cret");
        var remote = new GitRemote(server.Address + "/remote.git", "Authorization: Bearer s3cret");
        GitLab.Git(Path.Combine(_lab.Folder, "remote.git"), "config", "http.receivepack", "true");
        await _lab.FreezeAsync(Manifest("/v1"));
        await _lab.MirrorAsync();
        server.IsDown = true;
        var away = await _lab.PushAsync(remote);
        Assert.False(away.Done);
        Assert.Contains("503", away.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", away.Detail, StringComparison.Ordinal);
        await _lab.FreezeAsync(Manifest("/v2"));
        await _lab.ActivateAsync("1.0.1");
        await _lab.MirrorAsync();
        server.IsDown = false;
        var done = await _lab.PushAsync(remote);
        Assert.True(done.Done, done.Detail);
        Assert.Equal(2, Remote("tag", "--list").Split('\n').Length);
        Assert.Equal(Manifest("/v2").Trim(), Remote("show", "dev:connectors/crm/manifest.yaml"));
        Assert.False((await _lab.PushAsync(remote with { Header = "Authorization: Bearer wrong" })).Done);
        using var other = _lab.Open("other");
        var restored = await new GitRestore(other).RunAsync("acme", remote, _ => true, default);
        Assert.Equal((2, 2), (restored.Versions, restored.Decisions));
    }

    [Fact]
    public async Task A_branch_that_somebody_else_moved_is_joined_and_both_keep_their_work()
    {
        var remote = _lab.Remote();
        await _lab.FreezeAsync(Manifest("/v1"));
        await _lab.ActivateAsync("1.0.0");
        await _lab.MirrorAsync();
        await _lab.PushAsync(remote);
        _lab.Intrude("frozen", "README.md", "by hand");
        _lab.Intrude("dev", "connectors/crm/manifest.yaml", "by hand");
        await _lab.FreezeAsync(Manifest("/v2"));
        await _lab.ActivateAsync("1.0.1");
        await _lab.MirrorAsync();
        var pushed = await _lab.PushAsync(remote);
        Assert.True(pushed.Done, pushed.Detail);
        Assert.Equal(["dev", "frozen"], pushed.Merged);
        Assert.Equal("by hand", Remote("show", "frozen:README.md"));
        Assert.Equal(Manifest("/v2").Trim(), Remote("show", "dev:connectors/crm/manifest.yaml"));
        Assert.Contains("by hand", Remote("log", "--format=%s", "dev"), StringComparison.Ordinal);
        await _lab.FreezeAsync(Manifest("/v3"));
        await _lab.MirrorAsync();
        Assert.True((await _lab.PushAsync(remote)).Done);
        Assert.Equal("by hand", Remote("show", "frozen:README.md"));
    }

    [Fact]
    public async Task A_tag_that_the_remote_has_for_something_else_is_never_forced()
    {
        var remote = _lab.Remote();
        await _lab.FreezeAsync(Manifest("/v1"));
        await _lab.MirrorAsync();
        await _lab.PushAsync(remote);
        _lab.Intrude("frozen", "x", "y");
        GitLab.Git(Path.Combine(_lab.Folder, "remote.git"), "tag", "connector/crm/v1.0.1", "frozen");
        var theirs = Remote("rev-parse", "connector/crm/v1.0.1");
        await _lab.FreezeAsync(Manifest("/v2"));
        await _lab.MirrorAsync();
        var pushed = await _lab.PushAsync(remote);
        Assert.Equal("connector/crm/v1.0.1", Assert.Single(pushed.Conflicts));
        Assert.Equal(theirs, Remote("rev-parse", "connector/crm/v1.0.1"));
        Assert.Equal(GitLab.Git(_lab.Repository(), "rev-parse", "frozen"), Remote("rev-parse", "frozen"));
    }

    [Theory]
    [InlineData("ext::sh -c touch% /x")]
    [InlineData("--upload-pack=touch /x")]
    [InlineData("https://user:password@example.com/x.git")]
    [InlineData("git://example.com/x.git")]
    [InlineData("/a/path")]
    public async Task An_address_that_could_run_something_or_holds_a_password_is_refused(string url)
    {
        await _lab.FreezeAsync(Manifest("/v1"));
        await _lab.MirrorAsync();
        var refused = await Assert.ThrowsAsync<GitException>(() => _lab.PushAsync(new GitRemote(url)));
        Assert.DoesNotContain("password@", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_remote_that_is_nowhere_is_an_outage()
    {
        await _lab.FreezeAsync(Manifest("/v1"));
        await _lab.MirrorAsync();
        var away = await _lab.PushAsync(new GitRemote("file://" + Path.Combine(_lab.Folder, "nowhere.git")));
        Assert.False(away.Done);
        Assert.NotEmpty(away.Detail);
    }

    private string Remote(params string[] arguments) => GitLab.Git(Path.Combine(_lab.Folder, "remote.git"), arguments);

    public void Dispose() => _lab.Dispose();
}
