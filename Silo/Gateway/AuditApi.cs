using System.Text.Json;
using Supertrack.Core.Storage;
using Supertrack.Grains;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Silo.Access;

namespace Supertrack.Silo.Gateway;

/// <summary>Who did what. An administrator sees the own tenant's entries; one of the installation sees all, or one tenant's.</summary>
internal static class AuditApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var audit = api.MapGroup("/audit").WithTags("Audit");
        audit.MapGet("/", ListAsync).WithName("listAudit");
        audit.MapGet("/verification", VerifyAsync).WithName("verifyAudit").Produces<AuditVerificationView>();
    }

    private static async Task<ListView> ListAsync([AsParameters] AuditFilter filter, int? limit, string? cursor, IAuditLog audit, HttpContext context)
    {
        var tenant = Scope(filter.Tenant, context);
        var wanted = Cursor.Limit(limit);
        var query = new AuditQuery
        {
            Tenant = tenant,
            Actor = filter.Actor,
            Action = filter.Action,
            Target = filter.Target,
            Outcome = filter.Outcome,
            From = filter.From,
            To = filter.To,
            Before = Cursor.Row(cursor) is > 0 and var last ? last : null,
        };
        var found = await audit.ReadAsync(query, wanted + 1, context.RequestAborted);
        var items = found.Take(wanted).Select(entry => JsonSerializer.SerializeToElement(entry, ViewJson.Options)).ToList();
        return new ListView(items, found.Count > wanted ? Cursor.Of(found[wanted - 1].Id) : null);
    }

    private static async Task<IResult> VerifyAsync(string? tenant, IAuditLog audit, HttpContext context)
    {
        var whose = Scope(tenant, context) ?? Caller.AnyTenant;
        var verdict = await audit.VerifyAsync(whose, context.RequestAborted);
        return Answers.Ok(context, new AuditVerificationView(whose, verdict.BrokenAt is null, verdict.Entries, verdict.BrokenAt));
    }

    private static string? Scope(string? tenant, HttpContext context)
    {
        var caller = CallerAuthentication.Of(context);
        CallerAuthentication.Require(context, tenant ?? caller.Tenant, Role.Administrator);
        return tenant ?? (caller.Tenant == Caller.AnyTenant ? null : caller.Tenant);
    }

    /// <param name="Tenant">Whose things; * for what was done to the installation itself.</param>
    /// <param name="Actor">E.g. key:0123456789ab.</param>
    /// <param name="Action">E.g. connector.start-run.</param>
    /// <param name="Target">E.g. acme/crm.</param>
    /// <param name="Outcome">done, failed, or the code of a refusal.</param>
    /// <param name="From">Not before.</param>
    /// <param name="To">Before.</param>
    private sealed record AuditFilter(string? Tenant, string? Actor, string? Action, string? Target, string? Outcome, DateTimeOffset? From, DateTimeOffset? To);

    /// <param name="Entries">How many follow from one another, from the first on.</param>
    /// <param name="BrokenAt">The id of the first entry that was changed, or before which one is missing.</param>
    private sealed record AuditVerificationView(string Tenant, bool Intact, long Entries, long? BrokenAt);
}
