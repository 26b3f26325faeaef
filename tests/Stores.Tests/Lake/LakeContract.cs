using System.Text;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Tests.Lake;

/// <summary>What every lake promises, stated once and run against each of them.</summary>
public abstract class LakeContract
{
    /// <summary>Null where the database cannot be had here; the test then says so and passes.</summary>
    protected abstract ILake? Lake { get; }

    protected DatasetId Dataset { get; } = new("acme", "crm", "contacts \0 of it");

    [Fact]
    public async Task Published_pages_are_read_back_exactly_and_in_order()
    {
        if (Lake is not { } lake)
            return;
        await Write(lake, 1, 3, 4);
        await Write(lake, 1, 1, 2);
        await Write(lake, 2, 1, 1);
        Assert.Equal("p1 p2 p3 p4 p1", await Content(lake));
    }

    [Fact]
    public async Task Staged_pages_are_not_visible_until_published()
    {
        if (Lake is not { } lake)
            return;
        await lake.StageAsync(Dataset, 1, Pages(1, 2), default);
        Assert.Equal("", await Content(lake));
    }

    [Fact]
    public async Task After_a_crash_before_the_commit_the_staged_pages_are_removed()
    {
        if (Lake is not { } lake)
            return;
        await Write(lake, 1, 1, 2);
        await lake.StageAsync(Dataset, 1, Pages(3, 5), default);
        await lake.RecoverAsync(Dataset, new StreamPosition { Run = 1, Sequence = 2 }, default);
        await Write(lake, 1, 3, 4);
        Assert.Equal("p1 p2 p3 p4", await Content(lake));
    }

    [Fact]
    public async Task After_a_crash_behind_the_commit_the_staged_pages_are_published()
    {
        if (Lake is not { } lake)
            return;
        await lake.StageAsync(Dataset, 1, Pages(1, 2), default);
        await lake.RecoverAsync(Dataset, new StreamPosition { Run = 1, Sequence = 2 }, default);
        await lake.RecoverAsync(Dataset, new StreamPosition { Run = 1, Sequence = 2 }, default);
        Assert.Equal("p1 p2", await Content(lake));
    }

    [Fact]
    public async Task Writing_a_chunk_again_replaces_it()
    {
        if (Lake is not { } lake)
            return;
        await Write(lake, 1, 1, 2);
        await Write(lake, 1, 1, 2);
        Assert.Equal("p1 p2", await Content(lake));
    }

    [Fact]
    public async Task A_deleted_stream_is_empty_and_others_stay()
    {
        if (Lake is not { } lake)
            return;
        await Write(lake, 1, 1, 2);
        await lake.DeleteAsync(Dataset with { Stream = "other" }, default);
        Assert.Equal("p1 p2", await Content(lake));
        await lake.DeleteAsync(Dataset, default);
        await lake.DeleteAsync(Dataset, default);
        Assert.Equal("", await Content(lake));
        await Write(lake, 2, 1, 1);
        Assert.Equal("p1", await Content(lake));
    }

    protected async Task Write(ILake lake, long run, int first, int last)
    {
        await lake.StageAsync(Dataset, run, Pages(first, last), default);
        await lake.PublishAsync(Dataset, run, first, last, default);
    }

    private static List<PageBatch> Pages(int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).Select(page => new PageBatch(page, Encoding.UTF8.GetBytes($"p{page}\n"), 1))];

    protected async Task<string> Content(ILake lake)
    {
        var text = new StringBuilder();
        await foreach (var lines in lake.ReadAsync(Dataset, default))
            text.Append(Encoding.UTF8.GetString(lines.Span));
        return text.ToString().TrimEnd().Replace('\n', ' ');
    }
}
