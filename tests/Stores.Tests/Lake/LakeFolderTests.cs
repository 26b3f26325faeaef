using System.Text;
using Supertrack.Core.Storage;
using Supertrack.Stores.Lake;

namespace Supertrack.Stores.Tests.Lake;

public sealed class LakeFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DatasetId _dataset = new("acme", "crm", "contacts");

    [Fact]
    public async Task Published_pages_are_read_back_exactly_and_in_order()
    {
        var lake = new LakeFolder(_folder.Path);
        await Write(lake, 1, 3, 4);
        await Write(lake, 1, 1, 2);
        await Write(lake, 2, 1, 1);
        Assert.Equal("p1 p2 p3 p4 p1", await Content(lake));
    }

    [Fact]
    public async Task Staged_pages_are_not_visible_until_published()
    {
        var lake = new LakeFolder(_folder.Path);
        await lake.StageAsync(_dataset, 1, Pages(1, 2), default);
        Assert.Equal("", await Content(lake));
    }

    [Fact]
    public async Task After_a_crash_before_the_commit_the_staged_pages_are_removed()
    {
        var lake = new LakeFolder(_folder.Path);
        await Write(lake, 1, 1, 2);
        await lake.StageAsync(_dataset, 1, Pages(3, 5), default);
        await lake.RecoverAsync(_dataset, new StreamPosition { Run = 1, Sequence = 2 }, default);
        await Write(lake, 1, 3, 4);
        Assert.Equal("p1 p2 p3 p4", await Content(lake));
    }

    [Fact]
    public async Task After_a_crash_behind_the_commit_the_staged_pages_are_published()
    {
        var lake = new LakeFolder(_folder.Path);
        await lake.StageAsync(_dataset, 1, Pages(1, 2), default);
        await lake.RecoverAsync(_dataset, new StreamPosition { Run = 1, Sequence = 2 }, default);
        await lake.RecoverAsync(_dataset, new StreamPosition { Run = 1, Sequence = 2 }, default);
        Assert.Equal("p1 p2", await Content(lake));
    }

    [Fact]
    public async Task Writing_a_chunk_again_replaces_it()
    {
        var lake = new LakeFolder(_folder.Path);
        await Write(lake, 1, 1, 2);
        await Write(lake, 1, 1, 2);
        Assert.Equal("p1 p2", await Content(lake));
    }

    [Fact]
    public async Task A_damaged_file_is_named()
    {
        var lake = new LakeFolder(_folder.Path);
        await Write(lake, 1, 1, 2);
        var path = Directory.GetFiles(lake.FolderOf(_dataset)).Single();
        await File.WriteAllTextAsync(path, "no gzip");
        var error = await Assert.ThrowsAsync<StorageCorruptException>(() => Content(lake));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("a/b")]
    [InlineData("..")]
    public void A_hostile_stream_name_stays_inside_the_folder(string stream)
    {
        var lake = new LakeFolder(_folder.Path);
        var folder = Path.GetFullPath(lake.FolderOf(_dataset with { Stream = stream }));
        Assert.Equal(Path.Combine(_folder.Path, "acme", "crm"), Path.GetDirectoryName(folder));
    }

    private async Task Write(LakeFolder lake, long run, int first, int last)
    {
        await lake.StageAsync(_dataset, run, Pages(first, last), default);
        await lake.PublishAsync(_dataset, run, first, last, default);
    }

    private static List<PageBatch> Pages(int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).Select(page => new PageBatch(page, Encoding.UTF8.GetBytes($"p{page}\n"), 1))];

    private async Task<string> Content(LakeFolder lake)
    {
        var text = new StringBuilder();
        await foreach (var lines in lake.ReadAsync(_dataset, default))
            text.Append(Encoding.UTF8.GetString(lines.Span));
        return text.ToString().TrimEnd().Replace('\n', ' ');
    }

    public void Dispose() => _folder.Dispose();
}
