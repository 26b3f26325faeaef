using System.Collections.Concurrent;
using System.Reflection;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Errors;

namespace Supertrack.Grains.Access;

/// <summary>
/// Lets a call through when its sealed caller may act for the tenant in the grain's key with the role that the method needs. The engine's
/// own calls (reminders, streams) are not calls of our contracts and pass.
/// </summary>
public sealed class AccessFilter(CallerSeal seal) : IIncomingGrainCallFilter
{
    private static readonly Assembly Contracts = typeof(RequiresRoleAttribute).Assembly;
    private static readonly ConcurrentDictionary<MethodInfo, Role> Needed = new();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var method = context.InterfaceMethod;
        if (method?.DeclaringType?.Assembly == Contracts)
            Authorise(method, context.TargetId.Key.ToString() ?? "");
        await context.Invoke();
    }

    private void Authorise(MethodInfo method, string key)
    {
        var needed = Needed.GetOrAdd(method, static method => method.GetCustomAttribute<RequiresRoleAttribute>()?.Role ?? Role.System);
        if (RequestContext.Get(SealedCaller.ContextKey) is not SealedCaller claim || !seal.IsGenuine(claim))
            throw new AccessDeniedException($"{method.Name} was called without a verified caller. Call it through the gateway with an API key.");
        var tenant = method.DeclaringType!.IsAssignableTo(typeof(IGrainWithStringKey)) ? GrainKeys.TenantOf(key) : claim.Caller.Tenant;
        if (!claim.Caller.MayAct(tenant, needed))
        {
            throw new AccessDeniedException(
                $"{claim.Caller.Subject} ({claim.Caller.Role} of {claim.Caller.Tenant}) may not {method.Name} in tenant {tenant}: {needed} is needed. Use a key with that role.");
        }
    }
}
