using Supertrack.Grains.Interfaces.Access;

namespace Supertrack.Grains.Interfaces.Tenants;

/// <summary>One tenant; the key is its id.</summary>
[Alias("supertrack.tenant-grain")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <exception cref="Errors.ConflictException">The tenant exists.</exception>
    [Alias("create"), RequiresRole(Role.Administrator)]
    Task<TenantView> CreateAsync(TenantSettings settings);

    /// <exception cref="Errors.NotFoundException">There is no such tenant.</exception>
    [Alias("get"), RequiresRole(Role.Viewer)]
    Task<TenantView> GetAsync();

    /// <param name="ifMatch">The etag that was read; null changes whatever is there.</param>
    /// <exception cref="Errors.ChangedException">It was changed since.</exception>
    [Alias("update"), RequiresRole(Role.Administrator)]
    Task<TenantView> UpdateAsync(TenantSettings settings, string? ifMatch);

    /// <summary>Where the tenant's connectors may go; it has an etag of its own.</summary>
    /// <exception cref="Errors.NotFoundException">There is no such tenant.</exception>
    [Alias("get-egress"), RequiresRole(Role.Viewer)]
    Task<TenantEgress> GetEgressAsync();

    /// <param name="ifMatch">The etag that was read; null changes whatever is there.</param>
    /// <exception cref="Errors.InvalidRequestException">It is more than the installation leaves to tenants.</exception>
    /// <exception cref="Errors.ChangedException">It was changed since.</exception>
    [Alias("set-egress"), RequiresRole(Role.Administrator)]
    Task<TenantEgress> SetEgressAsync(TenantEgress egress, string? ifMatch);
}
