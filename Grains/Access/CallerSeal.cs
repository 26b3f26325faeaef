using System.Security.Cryptography;
using System.Text;
using Supertrack.Grains.Interfaces.Access;

namespace Supertrack.Grains.Access;

/// <summary>Makes and verifies the seal on a caller. All silos of a cluster need the same key.</summary>
public sealed class CallerSeal(byte[] key)
{
    public SealedCaller Seal(Caller caller) => new() { Caller = caller, Seal = Compute(caller) };

    public bool IsGenuine(SealedCaller claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(claim.Seal), Encoding.ASCII.GetBytes(Compute(claim.Caller)));
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
