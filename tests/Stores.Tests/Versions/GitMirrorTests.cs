using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;
using Supertrack.Stores.Versions.Git;
using static Supertrack.Stores.Tests.Versions.VersionLab;

namespace Supertrack.Stores.Tests.Versions;

public sealed class GitMirrorTests : IDisposable
{
    private readonly VersionLab _lab = new();

    [Fact]
    public async Task A_version_is_a_commit_with_author_evidence_signature_tag_and_changelog()
    {
        await _lab.FreezeAsync(Manifest("/v1"));
        var second = await _lab.FreezeAsync(Manifest("/v2"));
        Assert.Equal(2, await _lab.MirrorAsync());
        Assert.Equal(0, await _lab.MirrorAsync());
        Assert.Equal(["connector/crm/v1.0.0", "connector/crm/v1.0.1"], Git("tag", "--list").Split('\n'));
        Assert.Equal("tag", Git("cat-file", "-t", "refs/tags/connector/crm/v1.0.1"));
        var message = Git("log", "-1", "--format=%an%n%B", "connector/crm/v1.0.1");
        foreach (var line in new[] { "ada", "Artifact: acme/connector/crm", "Evidence: trial: read 100 of 100 records", "Record: " + second.Id, "Signature: ", "Key: " + _lab.Store.Signer.KeyId })
            Assert.Contains(line, message, StringComparison.Ordinal);
        Assert.Equal(Manifest("/v2").Trim(), Git("show", "connector/crm/v1.0.1:connectors/crm/manifest.yaml"));
        var changelog = Git("show", "frozen:connectors/crm/CHANGELOG.md");
        Assert.True(changelog.IndexOf("## 1.0.1", StringComparison.Ordinal) < changelog.IndexOf("## 1.0.0", StringComparison.Ordinal));
        Git("fsck", "--strict");
    }

    [Fact]
    public async Task Each_environment_is_a_branch_that_holds_what_is_live_there()
    {
        await _lab.FreezeAsync(Manifest("/v1"));
        await _lab.FreezeAsync(Manifest("/v2"));
        await _lab.ActivateAsync("1.0.0");
        await _lab.ActivateAsync("1.0.0", Stage.Test);
        await _lab.ActivateAsync("1.0.1");
        await _lab.MirrorAsync();
        Assert.Equal(Manifest("/v2").Trim(), Git("show", "dev:connectors/crm/manifest.yaml"));
        Assert.Equal(Manifest("/v1").Trim(), Git("show", "test:connectors/crm/manifest.yaml"));
        await _lab.Registry().ApplyAsync(Crm, at => new Deactivate(Stage.Test, "ada", at, "not needed"), default);
        await _lab.MirrorAsync();
        Assert.Equal("connectors/crm/deployment.json", Git("ls-tree", "-r", "--name-only", "test"));
        Assert.Contains("By: ada", Git("log", "-1", "--format=%B", "test"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crash_after_git_and_before_the_mark_repeats_no_commit()
    {
        await _lab.FreezeAsync(Manifest("/v1"));
        await _lab.ActivateAsync("1.0.0");
        await _lab.MirrorAsync();
        var (frozen, dev) = (Git("rev-parse", "frozen"), Git("rev-parse", "dev"));
        await _lab.Store.Of("acme").RunAsync(connection => { Supertrack.Stores.Versions.VersionIndex.SetMark(connection, GitMirror.Mirrored, 0); return true; }, writes: true, default);
        Assert.Equal(0, await _lab.MirrorAsync());
        Assert.Equal((frozen, dev), (Git("rev-parse", "frozen"), Git("rev-parse", "dev")));
    }

    [Fact]
    public async Task A_repository_that_is_gone_is_made_anew()
    {
        await _lab.FreezeAsync(Manifest("/v1"));
        await _lab.MirrorAsync();
        var before = Git("rev-parse", "frozen^{tree}");
        Directory.Delete(_lab.Repository(), recursive: true);
        Assert.Equal(1, await _lab.MirrorAsync());
        Assert.Equal(before, Git("rev-parse", "frozen^{tree}"));
    }

    [Theory]
    [InlineData("content")]
    [InlineData("record")]
    [InlineData("case")]
    public async Task A_damaged_file_is_repaired_from_git_and_told(string what)
    {
        var frozen = await _lab.FreezeAsync(Manifest("/v1"), null, """{"name":"a"}""");
        await _lab.MirrorAsync();
        Overwrite(what switch { "content" => _lab.ObjectFile(frozen.Version.Source), "record" => _lab.ObjectFile(frozen.Id, "records"), _ => _lab.ObjectFile(frozen.Version.Cases[0]) }, "evil");
        Assert.Equal(Manifest("/v1"), (await _lab.Store.LoadAsync(Crm, null, default)).Text);
        Assert.Equal("""{"name":"a"}""", await _lab.Store.LoadCaseAsync(Crm, frozen.Version.Cases[0], default));
        Assert.Equal((what, true), Assert.Single(_lab.Alarms.Select(alarm => (alarm.What, alarm.Repaired))));
        _lab.Reopen();
        Assert.Null(Assert.Single(await VersionCheck.RunAsync(_lab.Store, Crm, null, default)).Finding);
    }

    [Fact]
    public async Task A_copy_in_git_that_was_altered_too_repairs_nothing()
    {
        var frozen = await _lab.FreezeAsync(Manifest("/v1"));
        await _lab.MirrorAsync();
        Overwrite(_lab.ObjectFile(frozen.Version.Source), "evil");
        _lab.Store.Backup = _ => new EvilBackup();
        await Assert.ThrowsAsync<TamperedVersionException>(() => _lab.Store.LoadAsync(Crm, null, default));
    }

    [Fact]
    public async Task What_a_proposer_writes_cannot_forge_lines_of_a_commit()
    {
        var request = Request(Manifest("/v1")) with
        {
            Provenance = new Provenance
            {
                Proposer = new Proposer(ProposerKind.Model, "m <x@y>\nSequence: 99"),
                Evidence = [new Evidence("trial", "fine\nRecord: 0000\n\nArtifact: rival/connector/crm")],
            },
        };
        await _lab.Store.FreezeAsync(request, default);
        Assert.Equal(1, await _lab.MirrorAsync());
        var trailers = Git("log", "-1", "--format=%(trailers:key=Sequence,valueonly)%(trailers:key=Artifact,valueonly)%(trailers:key=Record,valueonly)", "frozen").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, trailers.Length);
        Assert.Equal("acme/connector/crm", trailers[1]);
        await _lab.FreezeAsync(Manifest("/v2"));
        Assert.Equal(1, await _lab.MirrorAsync());
    }

    [Fact]
    public async Task Hooks_and_helpers_in_the_repositorys_own_configuration_run_nothing()
    {
        await _lab.FreezeAsync(Manifest("/v1"));
        await _lab.MirrorAsync();
        var proof = Path.Combine(_lab.Folder, "ran");
        var hooks = Directory.CreateDirectory(Path.Combine(_lab.Repository(), "hooks")).FullName;
        foreach (var hook in new[] { "reference-transaction", "pre-push", "post-update", "update" })
        {
            File.WriteAllText(Path.Combine(hooks, hook), $"#!/bin/sh\ntouch '{proof}'\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(hooks, hook), (UnixFileMode)Convert.ToInt32("755", 8));
        }
        Git("config", "core.fsmonitor", $"touch '{proof}'");
        Git("config", "credential.helper", $"!touch '{proof}'");
        Git("config", "core.sshCommand", $"touch '{proof}'");
        await _lab.FreezeAsync(Manifest("/v2"));
        await _lab.MirrorAsync();
        Assert.True((await _lab.PushAsync(_lab.Remote())).Done);
        Assert.False(File.Exists(proof));
    }

    private string Git(params string[] arguments) => GitLab.Git(_lab.Repository(), arguments);

    public void Dispose() => _lab.Dispose();

    private sealed class EvilBackup : IVersionBackup
    {
        public Task<byte[]?> RecordAsync(ArtifactId artifact, SemanticVersion version, CancellationToken cancellationToken) => Task.FromResult<byte[]?>("evil"u8.ToArray());

        public Task<byte[]?> ContentAsync(ArtifactId artifact, SemanticVersion version, CancellationToken cancellationToken) => Task.FromResult<byte[]?>("evil"u8.ToArray());

        public Task<byte[]?> CaseAsync(ArtifactId artifact, string hash, CancellationToken cancellationToken) => Task.FromResult<byte[]?>("evil"u8.ToArray());
    }
}
