using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Supertrack.Grains.Interfaces.Access;

namespace Supertrack.Grains.Access;

/// <summary>Makes and verifies the seal on a caller. All silos of a cluster need the same key.</summary>
public sealed class CallerSeal(byte[] key)
{
    // A claim cannot change, so one object that was found genuine stays so. Calls within a process pass the object on as it is.
    private readonly ConditionalWeakTable<SealedCaller, object> _genuine = [];
    private volatile SealedCaller? _last;

    public SealedCaller Seal(Caller caller) => new() { Caller = caller, Seal = Compute(caller) };

    public bool IsGenuine(SealedCaller claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (ReferenceEquals(claim, _last) || _genuine.TryGetValue(claim, out _))
            return true;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(claim.Seal), Encoding.ASCII.GetBytes(Compute(claim.Caller))))
            return false;
        _genuine.AddOrUpdate(claim, claim.Seal);
        _last = claim;
        return true;
    }

    /// <summary>Calls made from here on are made as this caller.</summary>
    public void ActAs(Caller caller) => RequestContext.Set(SealedCaller.ContextKey, Seal(caller));

    /// <summary>Calls made from here on are made as the platform itself, for one tenant.</summary>
    public void ActAsPlatform(string tenant, string part) =>
        ActAs(new Caller { Subject = "platform:" + part, Tenant = tenant, Role = Role.System });

    private string Compute(Caller caller)
    {
        var text = $"{caller.Subject.Length}:{caller.Subject}\n{caller.Tenant}\n{(int)caller.Role}";
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }
}
