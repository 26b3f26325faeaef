using System.Text;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Tests.Recordings;

/// <summary>What every store of recordings promises, stated once and run against each of them.</summary>
public abstract class RecordingsContract
{
    /// <summary>Null where the database cannot be had here; the test then says so and passes.</summary>
    protected abstract IRecordings? Recordings { get; }

    protected DatasetId Dataset { get; } = new("acme", "crm", "My contacts");

    [Fact]
    public async Task What_a_run_stages_becomes_last_good_only_when_it_succeeds()
    {
        if (Recordings is not { } recordings)
            return;
        await StageAsync(100, records: 5, "a\n");
        Assert.Empty(await recordings.ListAsync(Dataset, default));
        await SettleAsync(100, succeeded: true);
        Assert.Equal("a\n", await TextAsync(100));
        await StageAsync(200, records: 5, "b\n");
        await SettleAsync(200, succeeded: false);
        Assert.Equal([100L], (await recordings.ListAsync(Dataset, default)).Select(info => info.Run));
        Assert.Null(await recordings.FindStagedAsync(Dataset, 200, default));
    }

    [Fact]
    public async Task Lines_of_later_chunks_follow_those_of_earlier_ones()
    {
        if (Recordings is not { } recordings)
            return;
        await StageAsync(100, records: 5, "a\n");
        await StageAsync(100, records: 9, "b\n");
        Assert.Equal(9, (await recordings.FindStagedAsync(Dataset, 100, default))!.Records);
        await SettleAsync(100, succeeded: true);
        Assert.Equal("a\nb\n", await TextAsync(100));
    }

    [Fact]
    public async Task The_newest_runs_are_kept_and_a_run_that_found_nothing_replaces_none()
    {
        if (Recordings is not { } recordings)
            return;
        foreach (var run in (long[])[100, 200, 300])
        {
            await StageAsync(run, records: 5, $"{run}\n");
            await SettleAsync(run, succeeded: true);
        }
        await StageAsync(400, records: 0, "nothing\n");
        await SettleAsync(400, succeeded: true);
        Assert.Equal([300L, 200L], (await recordings.ListAsync(Dataset, default)).Select(info => info.Run));
    }

    [Fact]
    public async Task Settling_twice_or_late_changes_nothing_and_a_deleted_stream_is_forgotten()
    {
        if (Recordings is not { } recordings)
            return;
        await StageAsync(100, records: 5, "a\n");
        await SettleAsync(100, succeeded: true);
        await StageAsync(200, records: 5, "b\n");
        await SettleAsync(100, succeeded: true);
        Assert.NotNull(await recordings.FindStagedAsync(Dataset, 200, default));
        await SettleAsync(200, succeeded: true);
        Assert.Equal([200L, 100L], (await recordings.ListAsync(Dataset, default)).Select(info => info.Run));
        await recordings.DeleteAsync(Dataset, default);
        Assert.Empty(await recordings.ListAsync(Dataset, default));
        Assert.Null(await recordings.ReadAsync(Dataset, 100, default));
    }

    protected Task StageAsync(long run, long records, string lines) =>
        Recordings!.StageAsync(Dataset, new RecordingInfo(run, "0a1b2c3d", 1, (int)records, 10, records), Encoding.UTF8.GetBytes(lines), default);

    protected Task SettleAsync(long run, bool succeeded) => Recordings!.SettleAsync("acme", "crm", run, succeeded, keep: 2, default);

    protected async Task<string> TextAsync(long run) => Encoding.UTF8.GetString((await Recordings!.ReadAsync(Dataset, run, default))!.Value.Span);
}
