using System.Text;
using Supertrack.Core.Storage;
using Supertrack.Stores.Recordings;

namespace Supertrack.Stores.Tests.Recordings;

public sealed class RecordingFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DatasetId _dataset = new("acme", "crm", "My contacts");

    private RecordingFolder Folder => new(_folder.Path);

    [Fact]
    public async Task What_a_run_stages_becomes_last_good_only_when_it_succeeds()
    {
        await StageAsync(100, records: 5, "a\n");
        Assert.Empty(await Folder.ListAsync(_dataset, default));
        await SettleAsync(100, succeeded: true);
        Assert.Equal("a\n", await TextAsync(100));
        await StageAsync(200, records: 5, "b\n");
        await SettleAsync(200, succeeded: false);
        Assert.Equal([100L], (await Folder.ListAsync(_dataset, default)).Select(info => info.Run));
        Assert.Null(await Folder.FindStagedAsync(_dataset, 200, default));
    }

    [Fact]
    public async Task Lines_of_later_chunks_follow_those_of_earlier_ones()
    {
        await StageAsync(100, records: 5, "a\n");
        await StageAsync(100, records: 9, "b\n");
        Assert.Equal(9, (await Folder.FindStagedAsync(_dataset, 100, default))!.Records);
        await SettleAsync(100, succeeded: true);
        Assert.Equal("a\nb\n", await TextAsync(100));
    }

    [Fact]
    public async Task The_newest_runs_are_kept_and_a_run_that_found_nothing_replaces_none()
    {
        foreach (var run in (long[])[100, 200, 300])
        {
            await StageAsync(run, records: 5, $"{run}\n");
            await SettleAsync(run, succeeded: true);
        }
        await StageAsync(400, records: 0, "nothing\n");
        await SettleAsync(400, succeeded: true);
        Assert.Equal([300L, 200L], (await Folder.ListAsync(_dataset, default)).Select(info => info.Run));
    }

    [Fact]
    public async Task Settling_twice_or_late_changes_nothing_and_an_interrupted_write_is_removed()
    {
        await StageAsync(100, records: 5, "a\n");
        await SettleAsync(100, succeeded: true);
        await StageAsync(200, records: 5, "b\n");
        await SettleAsync(100, succeeded: true);
        Assert.NotNull(await Folder.FindStagedAsync(_dataset, 200, default));
        var stream = Directory.EnumerateDirectories(Path.Combine(_folder.Path, "acme", "crm")).Single();
        await File.WriteAllTextAsync(Path.Combine(stream, "half.jsonl.gz.staged.new"), "x");
        await SettleAsync(200, succeeded: true);
        Assert.Equal(2, Directory.EnumerateFiles(stream).Count());
    }

    [Fact]
    public async Task A_damaged_recording_says_which()
    {
        await StageAsync(100, records: 5, "a\n");
        await SettleAsync(100, succeeded: true);
        var path = Directory.EnumerateFiles(_folder.Path, "*.jsonl.gz", SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(path, "not compressed");
        var error = await Assert.ThrowsAsync<StorageCorruptException>(() => Folder.ReadAsync(_dataset, 100, default));
        Assert.Contains("0000000000000100", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task StageAsync(long run, long records, string lines) =>
        Folder.StageAsync(_dataset, new RecordingInfo(run, "0a1b2c3d", 1, (int)records, 10, records), Encoding.UTF8.GetBytes(lines), default);

    private Task SettleAsync(long run, bool succeeded) => Folder.SettleAsync("acme", "crm", run, succeeded, keep: 2, default);

    private async Task<string> TextAsync(long run) => Encoding.UTF8.GetString((await Folder.ReadAsync(_dataset, run, default))!.Value.Span);
}
