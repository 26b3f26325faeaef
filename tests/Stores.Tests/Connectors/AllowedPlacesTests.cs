using Supertrack.Core.Connectors;
using Supertrack.Stores.Connectors;

namespace Supertrack.Stores.Tests.Connectors;

public sealed class AllowedPlacesTests
{
    private static readonly AllowedPlaces Places = new(["/srv/files"], ["db.example.com"]);

    [Theory]
    [InlineData("/srv/files")]
    [InlineData("/srv/files/a/b")]
    public void A_folder_at_or_below_a_root_is_opened(string folder) => Assert.NotNull(Places.Folder(folder));

    [Theory]
    [InlineData("/")]
    [InlineData("/srv/files-of-others")]
    [InlineData("/srv/files/../secrets")]
    [InlineData("files")]
    public void A_folder_elsewhere_is_refused(string folder)
    {
        var error = Assert.Throws<ConnectorException>(() => Places.Folder(folder));
        Assert.Equal(FailureKind.Config, error.Kind);
        Assert.Contains("Supertrack:Sources:Folders", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/srv/data/registry.db")]
    [InlineData("file:/srv/data/registry.db?x=/srv/files/")]
    [InlineData("|DataDirectory|/srv/files/a.db")]
    public void A_database_file_elsewhere_is_refused(string file) =>
        Assert.Throws<ConnectorException>(() => Places.Database("sqlite", new Dictionary<string, string> { ["file"] = file }));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("/var/run/postgresql")]
    [InlineData("db.example.com,127.0.0.1")]
    public void A_database_host_that_is_not_named_is_refused(string host)
    {
        var settings = new Dictionary<string, string> { ["host"] = host, ["database"] = "d", ["username"] = "u" };
        Assert.Contains("Supertrack:Sources:DatabaseHosts", Assert.Throws<ConnectorException>(() => Places.Database("postgres", settings)).Message, StringComparison.Ordinal);
        settings["host"] = "db.example.com";
        Assert.NotNull(Places.Database("postgres", settings));
    }
}
