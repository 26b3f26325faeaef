using Supertrack.Core.Versions;
using static Supertrack.Stores.Tests.Versions.VersionLab;

namespace Supertrack.Stores.Tests.Versions;

public sealed class VersionFolderTests : IDisposable
{
    private readonly VersionLab _lab = new();

    [Fact]
    public async Task What_was_frozen_is_loaded_as_it_was_written_after_a_restart_too()
    {
        var frozen = await _lab.FreezeAsync(Manifest("/v1"));
        _lab.Reopen();
        var loaded = await _lab.Store.LoadAsync(Crm, SemanticVersion.First, default);
        Assert.Equal((Manifest("/v1"), frozen.Id, "1.0.0"), (loaded.Text, loaded.Id, loaded.Version.Version.ToString()));
        Assert.Equal("read 100 of 100 records", Assert.Single(loaded.Version.Provenance.Evidence).Text);
        Assert.Empty(_lab.Alarms);
    }

    [Fact]
    public async Task The_next_version_follows_from_what_changed_and_names_its_parent()
    {
        var first = await _lab.FreezeAsync(Manifest("/v1"));
        var moved = await _lab.FreezeAsync(Manifest("/v2"));
        var keyed = await _lab.FreezeAsync(Manifest("/v2", "uuid"));
        Assert.Equal(["1.0.1", "2.0.0"], new[] { moved, keyed }.Select(one => one.Version.Version.ToString()));
        Assert.Equal(first.Id, Assert.Single(moved.Version.Parents));
        Assert.Contains(keyed.Version.Changes, change => change.Kind == "key_changed" && change.Path == "streams.contacts");
    }

    [Fact]
    public async Task Comments_and_order_make_no_new_version()
    {
        var frozen = await _lab.FreezeAsync("""{"streams": [], "version": "1", "n": 1.0}""");
        var again = await _lab.FreezeAsync("# other\nversion: \"1\"\nn: 1\nstreams: []\n");
        Assert.Equal(frozen.Id, again.Id);
        Assert.Single(await _lab.Store.ListAsync(Crm, default));
    }

    [Fact]
    public async Task Many_at_once_freeze_one_version_after_the_other_and_two_processes_share_a_store()
    {
        using var other = _lab.Open();
        var texts = Enumerable.Range(0, 20).Select(i => Manifest($"/v{i}")).ToList();
        await Task.WhenAll(texts.Select((text, i) => (i % 2 == 0 ? _lab.Store : other).FreezeAsync(Request(text), default)));
        var listed = await other.ListAsync(Crm, default);
        Assert.Equal(20, listed.Count);
        Assert.All(await VersionCheck.RunAsync(_lab.Store, Crm, null, default), one => Assert.Null(one.Finding));
        var loaded = await Task.WhenAll(listed.Select(one => _lab.Store.LoadAsync(Crm, one.Version, default)));
        Assert.Equal(texts.Order(), loaded.Select(one => one.Text).Order());
    }

    [Theory]
    [InlineData("content")]
    [InlineData("record")]
    public async Task A_file_altered_on_disk_is_refused_and_told(string what)
    {
        var frozen = await _lab.FreezeAsync(Manifest("/v1"));
        Overwrite(what == "content" ? _lab.ObjectFile(frozen.Version.Source) : _lab.ObjectFile(frozen.Id, "records"), Manifest("/evil"));
        var refused = await Assert.ThrowsAsync<TamperedVersionException>(() => _lab.Store.LoadAsync(Crm, null, default));
        Assert.Contains("altered", refused.Finding, StringComparison.Ordinal);
        Assert.Equal((what, false), Assert.Single(_lab.Alarms.Select(alarm => (alarm.What, alarm.Repaired))));
        await Assert.ThrowsAsync<TamperedVersionException>(() => _lab.FreezeAsync(Manifest("/v2")));
    }

    [Fact]
    public async Task A_file_that_is_gone_is_refused_and_told()
    {
        var frozen = await _lab.FreezeAsync(Manifest("/v1"));
        File.Delete(_lab.ObjectFile(frozen.Version.Source));
        await Assert.ThrowsAsync<TamperedVersionException>(() => _lab.Store.LoadAsync(Crm, null, default));
        Assert.Contains((await VersionCheck.RunAsync(_lab.Store, Crm, null, default))[0].Finding!, "its content is gone (" + _lab.ObjectFile(frozen.Version.Source) + ")", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_of_another_tenant_or_artifact_does_not_pass_for_this_one()
    {
        var mine = await _lab.FreezeAsync(Manifest("/v1"));
        var other = await _lab.FreezeAsync(Manifest("/v2"), ArtifactId.Parse("rival/connector/crm"));
        var foreign = File.ReadAllText(Path.Combine(_lab.Root, "tenants", "rival", "records", other.Id[..2], other.Id));
        Overwrite(_lab.ObjectFile(mine.Id, "records"), foreign);
        await Assert.ThrowsAsync<TamperedVersionException>(() => _lab.Store.LoadAsync(Crm, null, default));
    }

    [Fact]
    public async Task A_record_signed_by_a_stranger_is_refused()
    {
        var frozen = await _lab.FreezeAsync(Manifest("/v1"));
        using var stranger = _lab.Open("stranger");
        var forged = await stranger.FreezeAsync(Request(Manifest("/evil")), default);
        var record = File.ReadAllText(Path.Combine(_lab.Folder, "stranger", "tenants", "acme", "records", forged.Id[..2], forged.Id));
        Overwrite(_lab.ObjectFile(frozen.Id, "records"), record);
        var refused = await Assert.ThrowsAsync<TamperedVersionException>(() => _lab.Store.LoadAsync(Crm, null, default));
        Assert.Contains("not trusted", refused.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_index_itself_refuses_to_alter_or_remove_a_version()
    {
        await _lab.FreezeAsync(Manifest("/v1"));
        foreach (var sql in new[] { "UPDATE version SET hash = 'x'", "DELETE FROM version", "DELETE FROM log", "UPDATE log SET body = ''" })
        {
            var error = await Assert.ThrowsAnyAsync<Exception>(() => _lab.Store.Of(Crm).RunAsync(connection =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = sql;
                return command.ExecuteNonQuery();
            }, writes: true, default));
            Assert.Contains("cannot be", error.Message, StringComparison.Ordinal);
        }
        Assert.Single(await _lab.Store.ListAsync(Crm, default));
    }

    [Fact]
    public async Task A_lost_index_is_made_anew_from_the_records()
    {
        for (var i = 0; i < 5; i++) await _lab.FreezeAsync(Manifest($"/v{i}"));
        var before = await _lab.Store.ListAsync(Crm, default);
        _lab.Store.Dispose();
        foreach (var file in Directory.GetFiles(_lab.Tenant, "versions.db*")) File.Delete(file);
        _lab.Reopen();
        Assert.Equal(before, await _lab.Store.ListAsync(Crm, default));
        Assert.Equal("1.0.5", (await _lab.FreezeAsync(Manifest("/v9"))).Version.Version.ToString());
    }

    [Fact]
    public async Task Cases_are_inherited_and_leave_only_with_a_reason()
    {
        var first = await _lab.FreezeAsync(Manifest("/v1"), null, """{"name":"a"}""", """{"name":"b"}""");
        var second = await _lab.FreezeAsync(Manifest("/v2"), null, """{"name":"c"}""");
        Assert.Equal([2, 3], new[] { first, second }.Select(one => one.Version.Cases.Length));
        var silent = Request(Manifest("/v3")) with { Retire = [new RetiredCase(first.Version.Cases[0], " ")] };
        await Assert.ThrowsAsync<InvalidArtifactException>(() => _lab.Store.FreezeAsync(silent, default));
        var third = await _lab.Store.FreezeAsync(Request(Manifest("/v3")) with { Retire = [new RetiredCase(first.Version.Cases[0], "the vendor switched v1 off")] }, default);
        Assert.Equal(second.Version.Cases.Skip(1), third.Version.Cases);
        Assert.Equal("""{"name":"c"}""", await _lab.Store.LoadCaseAsync(Crm, third.Version.Cases[^1], default));
    }

    [Theory]
    [InlineData("acme/connector/../../etc")]
    [InlineData("../acme/connector/crm")]
    [InlineData("acme/connector/-x")]
    [InlineData("acme/connector/a..b")]
    [InlineData("acme/connector/a.lock")]
    [InlineData("acme/engine/crm")]
    [InlineData("ACME/connector/crm")]
    [InlineData("acme/connector/")]
    public void A_name_that_could_leave_its_folder_or_confuse_git_is_refused(string name) =>
        Assert.Throws<InvalidArtifactException>(() => ArtifactId.Parse(name));

    [Theory]
    [InlineData("streams: [")]
    [InlineData("""{"a": 1""")]
    [InlineData("just words")]
    [InlineData("""{"a": 1, "a": 2}""")]
    [InlineData("""{"a": 1e999}""")]
    [InlineData("")]
    public async Task Content_that_cannot_be_read_is_refused_and_leaves_nothing(string text)
    {
        await Assert.ThrowsAsync<InvalidArtifactException>(() => _lab.FreezeAsync(text));
        Assert.Empty(await _lab.Store.ListAsync(Crm, default));
    }

    [Fact]
    public async Task A_tenant_lists_the_latest_of_each_artifact_in_pages()
    {
        foreach (var name in new[] { "a", "b", "c" })
            for (var i = 0; i < 3; i++) await _lab.FreezeAsync(Manifest($"/v{i}"), ArtifactId.Parse($"acme/connector/{name}"));
        var page = await _lab.Store.ListLatestAsync("acme", null, 2, default);
        Assert.Equal(["a 1.0.2", "b 1.0.2"], page.Select(one => $"{one.Artifact.Name} {one.Version}"));
        Assert.Equal("c", Assert.Single(await _lab.Store.ListLatestAsync("acme", page[^1].Artifact, 2, default)).Artifact.Name);
        Assert.Empty(await _lab.Store.ListLatestAsync("rival", null, 2, default));
    }

    public void Dispose() => _lab.Dispose();
}
