using System.Collections.Concurrent;
using System.Reflection;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Errors;

namespace Supertrack.Grains.Access;

/// <summary>
/// Lets a call through when its sealed caller may act for the tenant in the grain's key with the role that the method needs, and has every call that changes
/// something audited, refused ones too. The engine's own calls (reminders, streams) are not calls of our contracts and pass.
/// </summary>
public sealed class AccessFilter(CallerSeal seal, AuditTrail trail) : IIncomingGrainCallFilter
{
    private static readonly ConcurrentDictionary<MethodInfo, MethodRule?> Rules = new();

    public Task Invoke(IIncomingGrainCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.InterfaceMethod is not { } method || Rules.GetOrAdd(method, MethodRule.Of) is not { } rule)
            return context.Invoke();
        var caller = Verified(method);
        var tenant = rule.OfTenant ? GrainKeys.TenantOf(context.TargetId.Key.ToString() ?? "") : caller.Tenant;
        if (rule.Action is not null)
            return AuditedAsync(context, rule, caller, tenant);
        Authorise(method, rule, caller, tenant);
        return context.Invoke();
    }

    private async Task AuditedAsync(IIncomingGrainCallContext context, MethodRule rule, Caller caller, string tenant)
    {
        var target = context.TargetId.Key.ToString() ?? "";
        try
        {
            Authorise(context.InterfaceMethod, rule, caller, tenant);
            await context.Invoke();
        }
        catch (Exception error)
        {
            await trail.RecordAsync(caller, tenant, rule.Action!, target, AuditTrail.Outcome(error));
            throw;
        }
        await trail.RecordAsync(caller, tenant, rule.Action!, target, AuditTrail.Done);
    }

    private Caller Verified(MethodInfo method) => RequestContext.Get(SealedCaller.ContextKey) is SealedCaller claim && seal.IsGenuine(claim)
        ? claim.Caller
        : throw new AccessDeniedException($"{method.Name} was called without a verified caller. Call it through the gateway with an API key.");

    private static void Authorise(MethodInfo method, MethodRule rule, Caller caller, string tenant)
    {
        if (!caller.MayAct(tenant, rule.Needed))
        {
            throw new AccessDeniedException(
                $"{caller.Subject} ({caller.Role} of {caller.Tenant}) may not {method.Name} in tenant {tenant}: {rule.Needed} is needed. Use a key with that role.");
        }
    }
}
