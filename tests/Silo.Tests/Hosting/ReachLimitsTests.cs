using System.Net;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Silo.Hosting;
using Supertrack.Silo.Settings;

namespace Supertrack.Silo.Tests.Hosting;

public sealed class ReachLimitsTests
{
    [Theory]
    [InlineData("10.1.0.0/16", null)]
    [InlineData("10.1.2.0/24", null)]
    [InlineData("fd00:1::/64", null)]
    [InlineData("10.0.0.0/8", "TenantsMayAllow")]
    [InlineData("0.0.0.0/0", "TenantsMayAllow")]
    [InlineData("::/0", "TenantsMayAllow")]
    [InlineData("169.254.169.254/32", "TenantsMayAllow")]
    [InlineData("::ffff:169.254.169.254/128", "TenantsMayAllow")]
    [InlineData("::ffff:10.1.0.0/112", "TenantsMayAllow")]
    [InlineData("10.1.0.0/99", "is no network")]
    [InlineData("the office", "is no network")]
    public void A_tenant_may_allow_itself_networks_only_within_what_is_left_to_tenants(string network, string? says)
    {
        var refusal = Limits().Refusal(new TenantReach { Networks = [network] });
        if (says is null)
            Assert.Null(refusal);
        else
            Assert.Contains(says, refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("172.20.0.1", true)]
    [InlineData("93.184.216.34", true)]
    [InlineData("10.2.0.1", false)]
    [InlineData("::ffff:10.2.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("64:ff9b::a9fe:a9fe", false)]
    [InlineData("2002:a9fe:a9fe::1", false)]
    [InlineData("fd00:ec2::254", false)]
    public void A_tenant_reaches_what_all_may_and_what_it_allowed_itself_and_no_other_private_address(string address, bool allowed) =>
        Assert.Equal(allowed, Limits().Policy(new TenantReach { Networks = ["10.1.0.0/16"] }).Allows(IPAddress.Parse(address)));

    [Fact]
    public void What_a_tenant_set_before_the_settings_became_narrower_has_no_effect_any_more()
    {
        var reach = new TenantReach { Networks = ["127.0.0.0/8", "::ffff:127.0.0.0/104", "no network"], Folders = ["/etc", "files"], DatabaseHosts = ["db.intern"] };
        Assert.False(Limits().Policy(reach).Allows(IPAddress.Loopback));
        Assert.False(Limits().Policy(reach).Allows(IPAddress.Parse("::ffff:127.0.0.1")));
        Assert.Throws<ConnectorException>(() => Limits().Places(reach).Folder("/etc"));
        Assert.Throws<ConnectorException>(() => Limits().Places(reach).Database("postgres", new Dictionary<string, string> { ["host"] = "db.intern" }));
    }

    [Fact]
    public void Disguised_IPv4_networks_are_refused_even_where_all_of_IPv6_is_left_to_tenants()
    {
        var settings = new SiloSettings();
        settings.Egress.TenantsMayAllow.Add("::/0");
        foreach (var network in new[] { "::ffff:169.254.169.254/128", "64:ff9b::/96", "2002:a9fe:a9fe::/48", "::/0", "::/64", "2000::/3" })
            Assert.NotNull(new ReachLimits(settings).Refusal(new TenantReach { Networks = [network] }));
    }

    [Theory]
    [InlineData("api.example.com", true)]
    [InlineData("other.example.com", false)]
    [InlineData("api.example.org", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("example.com", false)]
    public void A_host_has_to_be_among_the_settings_and_among_the_tenants_own(string host, bool allowed)
    {
        var settings = new SiloSettings();
        settings.Egress.Hosts.Add(".example.com");
        var policy = new ReachLimits(settings).Policy(new TenantReach { Hosts = ["api.example.com", "api.example.org", "example.com"] });
        Assert.Equal(allowed, policy.AllowsHost(host));
    }

    [Theory]
    [InlineData("https://api.example.com/")]
    [InlineData("..example.com")]
    [InlineData(".")]
    public void What_is_no_host_name_is_refused(string host) =>
        Assert.Contains("is no host name", Limits().Refusal(new TenantReach { Hosts = [host] }), StringComparison.Ordinal);

    [Theory]
    [InlineData("/srv/files", true)]
    [InlineData("/srv/files/acme", true)]
    [InlineData("/srv/filesystem", false)]
    [InlineData("/srv/files/../secrets", false)]
    [InlineData("srv/files", false)]
    [InlineData("/", false)]
    public void Folders_are_allowed_below_those_that_are_left_to_tenants(string folder, bool allowed) =>
        Assert.Equal(allowed, Limits().Refusal(new TenantReach { Folders = [folder] }) is null);

    [Theory]
    [InlineData("DB.lan", true)]
    [InlineData("127.0.0.1", false)]
    public void Database_servers_are_allowed_where_they_are_left_to_tenants(string host, bool allowed) =>
        Assert.Equal(allowed, Limits().Refusal(new TenantReach { DatabaseHosts = [host] }) is null);

    private static ReachLimits Limits()
    {
        var settings = new SiloSettings();
        settings.Egress.AllowedNetworks.Add("172.20.0.0/16");
        settings.Egress.TenantsMayAllow.Add("10.1.0.0/16");
        settings.Egress.TenantsMayAllow.Add("fd00:1::/32");
        settings.Sources.TenantFolders.Add("/srv/files");
        settings.Sources.TenantDatabaseHosts.Add("db.lan");
        return new ReachLimits(settings);
    }
}
