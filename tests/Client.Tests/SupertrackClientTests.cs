using NSubstitute;
using Orleans;
using Orleans.Runtime;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Tenants;

namespace Supertrack.Client.Tests;

public sealed class SupertrackClientTests
{
    private static readonly SealedCaller Identity = new()
    {
        Caller = new Caller { Subject = "rag", Tenant = "acme", Role = Role.Viewer },
        Seal = "00",
    };

    [Fact]
    public async Task A_call_carries_the_sealed_identity_and_leaves_the_callers_own_context_alone()
    {
        object? carried = null;
        var grains = Substitute.For<IGrainFactory>();
        var tenant = Substitute.For<ITenantGrain>();
        tenant.GetAsync().Returns(_ =>
        {
            carried = RequestContext.Get(SealedCaller.ContextKey);
            return Task.FromResult<TenantView>(null!);
        });
        grains.GetGrain<ITenantGrain>("acme").Returns(tenant);

        await new SupertrackClient(grains, Identity).GetTenantAsync();

        Assert.Equal(Identity, carried);
        Assert.Null(RequestContext.Get(SealedCaller.ContextKey));
    }

    [Theory]
    [InlineData("../other/x")]
    [InlineData("a/b")]
    [InlineData("")]
    public void A_name_that_leads_out_of_the_tenant_is_refused(string name)
    {
        var client = new SupertrackClient(Substitute.For<IGrainFactory>(), Identity);

        Assert.ThrowsAny<ArgumentException>(() => client.Connector(name));
    }

    [Fact]
    public void An_identity_for_every_tenant_is_refused()
    {
        var any = Identity with { Caller = Identity.Caller with { Tenant = Caller.AnyTenant } };

        Assert.Throws<ArgumentException>(() => new SupertrackClient(Substitute.For<IGrainFactory>(), any));
    }

    [Fact]
    public void A_connector_is_found_by_tenant_and_name()
    {
        var grains = Substitute.For<IGrainFactory>();

        new SupertrackClient(grains, Identity).Connector("crm");

        grains.Received().GetGrain<IConnectorGrain>("acme/crm");
    }
}
