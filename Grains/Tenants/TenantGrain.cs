using Supertrack.Core.Storage;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Interfaces.Tenants;
using Supertrack.Grains.Schemas;

namespace Supertrack.Grains.Tenants;

public sealed class TenantGrain(
    [PersistentState(StorageNames.Tenant, StorageNames.Provider)] IPersistentState<TenantState> state,
    Projection projection,
    IReachLimits limits,
    TimeProvider clock) : Grain, ITenantGrain
{
    private string Id => this.GetPrimaryKeyString();

    public async Task<TenantView> CreateAsync(TenantSettings settings)
    {
        if (!Identifier.IsValid(Id))
            throw new InvalidRequestException("invalid_name", $"'{Id}' cannot be a tenant's id: use {Identifier.Rule}.");
        if (state.RecordExists)
            throw new ConflictException("tenant_exists", $"Tenant {Id} exists. Change it with PUT and its ETag.");
        return await StoreAsync(new TenantState { Name = Checked(settings), SchemaPolicy = Policy(settings), CreatedAt = clock.GetUtcNow(), Version = 1 }, "tenant.created");
    }

    public Task<TenantView> GetAsync() => Task.FromResult(View(Existing()));

    public Task<TenantView> UpdateAsync(TenantSettings settings, string? ifMatch)
    {
        var present = Existing();
        ETags.Require(present.Version, ifMatch, $"Tenant {Id}");
        return StoreAsync(present with { Name = Checked(settings), SchemaPolicy = Policy(settings), Version = present.Version + 1 }, "tenant.changed");
    }

    public Task<TenantEgress> GetEgressAsync() => Task.FromResult(Egress(Existing()));

    public async Task<TenantEgress> SetEgressAsync(TenantEgress egress, string? ifMatch)
    {
        ArgumentNullException.ThrowIfNull(egress);
        var present = Existing();
        ETags.Require(present.ReachVersion, ifMatch, $"The egress policy of tenant {Id}");
        var reach = TenantReaches.Checked(egress);
        if (limits.Refusal(reach) is { } refusal)
            throw new InvalidRequestException("invalid_egress", refusal);
        state.State = present with { Reach = reach, ReachVersion = present.ReachVersion + 1 };
        await state.WriteStateAsync();
        var view = Egress(state.State);
        await projection.TellAsync(Id, "tenant.egress-changed", $"tenants/{Id}/egress", view);
        return view;
    }

    private async Task<TenantView> StoreAsync(TenantState next, string what)
    {
        state.State = next;
        await state.WriteStateAsync();
        var view = View(next);
        await projection.PutAsync(new ReadDocument("tenant", Id, Id, "", next.CreatedAt.ToUnixTimeMilliseconds(), Active: false, ViewJson.Text(view)));
        await projection.TellAsync(Id, what, "tenants/" + Id, view);
        return view;
    }

    private TenantState Existing() => state.RecordExists
        ? state.State
        : throw new NotFoundException($"There is no tenant {Id}. Create it with POST /api/v1/tenants.");

    private TenantView View(TenantState tenant) =>
        new() { Id = Id, Name = tenant.Name, CreatedAt = tenant.CreatedAt, SchemaPolicy = tenant.SchemaPolicy, Etag = ETags.Of(tenant.Version) };

    private static TenantEgress Egress(TenantState tenant) => TenantReaches.View(tenant.Reach, ETags.Of(tenant.ReachVersion));

    private static string Policy(TenantSettings settings) => SchemaViews.Name(SchemaViews.Policy(settings.SchemaPolicy));

    private static string Checked(TenantSettings settings) => settings.Name.Trim() is { Length: > 0 and <= 200 } name
        ? name
        : throw new InvalidRequestException("invalid_tenant", "A tenant's name has 1 to 200 characters.");
}
