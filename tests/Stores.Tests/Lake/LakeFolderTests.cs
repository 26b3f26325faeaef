using Supertrack.Core.Storage;
using Supertrack.Stores.Lake;

namespace Supertrack.Stores.Tests.Lake;

public sealed class LakeFolderTests : LakeContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override ILake Lake => new LakeFolder(_folder.Path);

    [Fact]
    public async Task A_damaged_file_is_named()
    {
        var lake = new LakeFolder(_folder.Path);
        await Write(lake, 1, 1, 2);
        var path = Directory.GetFiles(lake.FolderOf(Dataset)).Single();
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
        var folder = Path.GetFullPath(lake.FolderOf(Dataset with { Stream = stream }));
        Assert.Equal(Path.Combine(_folder.Path, "acme", "crm"), Path.GetDirectoryName(folder));
    }

    public void Dispose() => _folder.Dispose();
}
