using System.Net;
using Supertrack.Core.Connectors.Egress;

namespace Supertrack.Core.Tests.Connectors.Egress;

public sealed class EgressPolicyTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:7f00:1::")]
    public void An_address_that_is_not_on_the_public_internet_is_refused(string address) =>
        Assert.False(EgressPolicy.PublicOnly.Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("2606:4700::1111")]
    [InlineData("172.32.0.1")]
    public void A_public_address_is_allowed(string address) => Assert.True(EgressPolicy.PublicOnly.Allows(IPAddress.Parse(address)));

    [Fact]
    public void An_administrator_can_allow_one_private_network_and_nothing_beside_it()
    {
        var policy = new EgressPolicy { Allowed = [IPNetwork.Parse("10.1.0.0/16")] };
        Assert.True(policy.Allows(IPAddress.Parse("10.1.2.3")));
        Assert.False(policy.Allows(IPAddress.Parse("10.2.2.3")));
        Assert.False(policy.Allows(IPAddress.Parse("169.254.169.254")));
    }

    [Fact]
    public void A_list_of_hosts_allows_names_and_what_lies_below_them()
    {
        var policy = new EgressPolicy { Hosts = ["api.example.com", ".shops.example"] };
        Assert.True(policy.AllowsHost("API.example.com"));
        Assert.True(policy.AllowsHost("a.shops.example"));
        Assert.False(policy.AllowsHost("evil-api.example.com"));
    }
}
