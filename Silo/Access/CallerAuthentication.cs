using System.Security.Cryptography;
using System.Text;
using Supertrack.Core.Storage;
using Supertrack.Grains.Access;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Errors;

namespace Supertrack.Silo.Access;

/// <summary>Verifies the key of a request (<c>Authorization: Bearer</c> or <c>X-Api-Key</c>) and makes every grain call after it the key's call.</summary>
internal sealed class CallerAuthentication(RequestDelegate next, IApiKeys keys, CallerSeal seal)
{
    private const string Item = "supertrack.caller";
    private const string DeniedItem = "supertrack.denied";

    public static Caller Of(HttpContext context) =>
        context.Items[Item] as Caller ?? throw new AccessDeniedException("The request has no verified caller. Send an API key.");

    /// <exception cref="AccessDeniedException">The caller may not act in that tenant with that role.</exception>
    public static Caller Require(HttpContext context, string tenant, Role role)
    {
        var caller = Of(context);
        if (caller.MayAct(tenant, role))
            return caller;
        context.Items[DeniedItem] = new Denial(caller, tenant, context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? context.Request.Method);
        throw new AccessDeniedException($"This key ({caller.Role} of {caller.Tenant}) may not do this in tenant {tenant}: {role} is needed. Use a key with that role.");
    }

    /// <summary>What <see cref="Require"/> refused in this request; null when it refused nothing.</summary>
    public static Denial? Denied(HttpContext context) => context.Items[DeniedItem] as Denial;

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            var caller = await VerifyAsync(context);
            context.Items[Item] = caller;
            seal.ActAs(caller);
        }
        await next(context);
    }

    private async Task<Caller> VerifyAsync(HttpContext context)
    {
        if (Given(context.Request) is not { } text)
            throw new UnauthenticatedException("The request has no API key. Send it as 'Authorization: Bearer st_...'.");
        var record = ApiKey.TryParse(text, out var key) ? await keys.FindAsync(key.Id, context.RequestAborted) : null;
        if (record is null || !SameHash(record.Hash, key!.Hash))
            throw new UnauthenticatedException("The API key is not known. Check that it was copied whole.");
        if (record.RevokedAt is not null)
            throw new UnauthenticatedException($"The API key {record.Id} was revoked. Ask an administrator for another.");
        return new Caller { Subject = "key:" + record.Id, Tenant = record.Tenant, Role = Enum.Parse<Role>(record.Role) };
    }

    private static bool SameHash(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));

    private static string? Given(HttpRequest request)
    {
        const string Bearer = "Bearer ";
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return authorization[Bearer.Length..].Trim();
        var plain = request.Headers["X-Api-Key"].ToString();
        return plain.Length > 0 ? plain : null;
    }
}

/// <summary>A request that its caller may not make.</summary>
/// <param name="Action">The name of the gateway's operation.</param>
internal sealed record Denial(Caller Caller, string Tenant, string Action);
