using Microsoft.Extensions.DependencyInjection;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Connectors.Http;
using Supertrack.Silo.Hosting;
using Supertrack.Silo.Settings;
using Supertrack.Stores.Http;

namespace Supertrack.Silo.Tests.Settings;

public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("Supertrack:Sync:ChunkSeconds", "0", "Supertrack:Sync:ChunkSeconds")]
    [InlineData("Supertrack:Sync:ChunkSeconds", "soon", "Sync:ChunkSeconds")]
    [InlineData("Supertrack:Versions:Environment", "staging", "Supertrack:Versions:Environment")]
    [InlineData("Supertrack:Warehouse:Kind", "oracle", "Supertrack:Warehouse:Kind")]
    [InlineData("Supertrack:Warehouse:Kind", "postgres", "Supertrack:Warehouse:ConnectionString")]
    [InlineData("Supertrack:LakeFolder", "", "Supertrack:LakeFolder")]
    [InlineData("Supertrack:KeyFile", "", "Supertrack:KeyFile")]
    [InlineData("Supertrack:AdministratorKey", "secret", "Supertrack:AdministratorKey")]
    [InlineData("Supertrack:Gateway:MaxBodyBytes", "1", "Supertrack:Gateway:MaxBodyBytes")]
    [InlineData("Supertrack:Egress:AllowedNetworks:0", "10.1.0.0/99", "Supertrack:Egress:AllowedNetworks")]
    [InlineData("Supertrack:Egress:AllowedNetworks:0", "the office", "Supertrack:Egress:AllowedNetworks")]
    [InlineData("Supertrack:Egress:TenantsMayAllow:0", "10.1.0.0/99", "Supertrack:Egress:TenantsMayAllow")]
    [InlineData("Supertrack:Sources:TenantFolders:0", "files", "Supertrack:Sources:TenantFolders")]
    [InlineData("Supertrack:Egress:Hosts:0", "https://api.example.com/", "Supertrack:Egress:Hosts")]
    [InlineData("Supertrack:Sources:Folders:0", "files", "Supertrack:Sources:Folders")]
    [InlineData("Supertrack:Telemetry:OtlpEndpoint", "nowhere", "Supertrack:Telemetry:OtlpEndpoint")]
    [InlineData("Supertrack:Telemetry:Protocol", "pigeon", "Supertrack:Telemetry:Protocol")]
    [InlineData("Supertrack:Dato", "x", "Dato")]
    public void A_wrong_setting_is_named_before_anything_starts(string setting, string value, string named)
    {
        var error = Assert.Throws<SettingsException>(() => SiloHost.Build(["--data", _folder.Path, "--" + setting, value]));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_setting_no_connector_reaches_this_machine()
    {
        await using var app = SiloHost.Build(["--data", _folder.Path, "--urls", "http://127.0.0.1:0"]);
        var transport = app.Services.GetRequiredService<PolicedTransports>().For("acme", app.Services.GetRequiredService<ReachLimits>().Policy(TenantReach.None));
        var error = await Assert.ThrowsAsync<HttpTransportException>(() => transport.SendAsync(new HttpExchangeRequest { Method = "GET", Url = "http://127.0.0.1:9/" }, CancellationToken.None));
        Assert.Equal(TransportFailure.Refused, error.Failure);
    }

    [Fact]
    public void A_second_silo_on_the_same_data_is_told_so()
    {
        using var first = DataFolder.Hold(_folder.Path);
        var error = Assert.Throws<SettingsException>(() => SiloHost.Build(["--data", _folder.Path]));
        Assert.Contains("in use by another silo", error.Message, StringComparison.Ordinal);
        Assert.Contains("--data DIR", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        var file = Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "");
        var error = Assert.Throws<SettingsException>(() => DataFolder.Hold(Path.Combine(file, "below")));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
