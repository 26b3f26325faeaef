using Supertrack.Core.Storage;
using Supertrack.Grains.Access;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Silo.Access;

namespace Supertrack.Silo.Gateway;

internal static class KeysApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var keys = api.MapGroup("/keys").WithTags("Keys");
        keys.MapPost("/", CreateAsync).WithName("createKey").Produces<KeyView>(201);
        keys.MapGet("/", ListAsync).WithName("listKeys");
        keys.MapDelete("/{id}", RevokeAsync).WithName("revokeKey").Produces(204);
    }

    private static async Task<IResult> CreateAsync(CreateKeyBody body, IApiKeys keys, AuditTrail trail, TimeProvider clock, HttpContext context)
    {
        var caller = CallerAuthentication.Require(context, body.Tenant ?? "", Role.Administrator);
        if (body.Tenant != Caller.AnyTenant && !Identifier.IsValid(body.Tenant))
            throw new InvalidRequestException("invalid_name", $"'{body.Tenant}' is no tenant's id.");
        if (!Enum.TryParse<Role>(body.Role, ignoreCase: true, out var role) || role > Role.Administrator || char.IsAsciiDigit(body.Role[0]))
            throw new InvalidRequestException("invalid_role", $"'{body.Role}' is no role: use viewer, operator, editor or administrator.");
        var key = ApiKey.Create();
        var record = new ApiKeyRecord(key.Id, key.Hash, body.Tenant!, role.ToString(), body.Name ?? "", clock.GetUtcNow(), null);
        await keys.AddAsync(record, context.RequestAborted);
        await trail.RecordAsync(caller, record.Tenant, "key.create", "key:" + key.Id, AuditTrail.Done);
        return Answers.Created(context, $"/api/v1/keys/{key.Id}", View(record, key.Text));
    }

    private static async Task<IResult> ListAsync(IApiKeys keys, HttpContext context)
    {
        var caller = CallerAuthentication.Of(context);
        CallerAuthentication.Require(context, caller.Tenant, Role.Administrator);
        var found = await keys.ListAsync(caller.Tenant == Caller.AnyTenant ? null : caller.Tenant, context.RequestAborted);
        return Answers.Ok(context, new { Items = found.Select(record => View(record, null)) });
    }

    private static async Task<IResult> RevokeAsync(string id, IApiKeys keys, AuditTrail trail, TimeProvider clock, HttpContext context)
    {
        var record = await keys.FindAsync(id, context.RequestAborted) ?? throw new NotFoundException($"There is no key {id}.");
        var caller = CallerAuthentication.Require(context, record.Tenant, Role.Administrator);
        if (await keys.RevokeAsync(id, clock.GetUtcNow(), context.RequestAborted))
            await trail.RecordAsync(caller, record.Tenant, "key.revoke", "key:" + id, AuditTrail.Done);
        return Results.NoContent();
    }

    private static KeyView View(ApiKeyRecord record, string? text) =>
        new(record.Id, record.Tenant, record.Role.ToLowerInvariant(), record.Name, record.CreatedAt, record.RevokedAt, text);
}
