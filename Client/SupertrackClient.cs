using Orleans;
using Orleans.Runtime;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Tenants;

namespace Supertrack.Client;

/// <summary>
/// What a service that embeds the platform's grain client calls. Every call is made as the identity given here, whose seal the platform
/// verifies; the tenant comes from it, never from an argument.
/// </summary>
public sealed class SupertrackClient
{
    private readonly IGrainFactory _grains;
    private readonly SealedCaller _identity;

    /// <param name="grains">A connected cluster client, or the grain factory of the same process.</param>
    /// <param name="identity">The caller as the platform sealed it.</param>
    /// <exception cref="ArgumentException">The identity stands for every tenant; a client acts for one.</exception>
    public SupertrackClient(IGrainFactory grains, SealedCaller identity)
    {
        ArgumentNullException.ThrowIfNull(grains);
        ArgumentNullException.ThrowIfNull(identity);
        if (identity.Caller.Tenant == Caller.AnyTenant)
            throw new ArgumentException("The identity stands for every tenant. Seal one for the tenant this client acts for.", nameof(identity));
        (_grains, _identity) = (grains, identity);
    }

    /// <summary>The tenant all calls are made for.</summary>
    public string Tenant => _identity.Caller.Tenant;

    /// <summary>The tenant's settings and state.</summary>
    public Task<TenantView> GetTenantAsync() => AsIdentity(() => _grains.GetGrain<ITenantGrain>(Tenant).GetAsync());

    /// <summary>One connector of the tenant, by the name it was registered under.</summary>
    /// <exception cref="ArgumentException">The name is empty or holds a slash, which would lead out of the tenant.</exception>
    public ConnectorClient Connector(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('/', StringComparison.Ordinal)) throw new ArgumentException($"A connector's name holds no slash, but '{name}' does.", nameof(name));
        return new ConnectorClient(this, _grains.GetGrain<IConnectorGrain>($"{Tenant}/{name}"));
    }

    /// <summary>Makes one call under the identity and leaves the caller's own request context as it was.</summary>
    internal async Task<T> AsIdentity<T>(Func<Task<T>> call)
    {
        // The async method has an execution context of its own, so what is set here ends with it.
        RequestContext.Set(SealedCaller.ContextKey, _identity);
        return await call();
    }
}
