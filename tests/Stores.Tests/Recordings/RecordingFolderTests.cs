using Supertrack.Core.Storage;
using Supertrack.Stores.Recordings;

namespace Supertrack.Stores.Tests.Recordings;

public sealed class RecordingFolderTests : RecordingsContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override IRecordings Recordings => new RecordingFolder(_folder.Path);

    [Fact]
    public async Task Settling_twice_or_late_changes_nothing_and_an_interrupted_write_is_removed()
    {
        await StageAsync(100, records: 5, "a\n");
        await SettleAsync(100, succeeded: true);
        await StageAsync(200, records: 5, "b\n");
        await SettleAsync(100, succeeded: true);
        Assert.NotNull(await Recordings.FindStagedAsync(Dataset, 200, default));
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
        var error = await Assert.ThrowsAsync<StorageCorruptException>(() => Recordings.ReadAsync(Dataset, 100, default));
        Assert.Contains("0000000000000100", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
