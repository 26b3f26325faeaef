using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Supertrack.Core.Storage;

/// <summary>Each entry of a tenant carries a hash over itself and the one before, so that one that is changed or taken out shows.</summary>
public static class AuditChain
{
    /// <summary>What the first entry of a tenant follows.</summary>
    public const string Start = "";

    /// <summary>SHA-256 of the JSON array of the hash before and the entry's members in their order, lower-case hexadecimal; the id is not part of it.</summary>
    public static string Hash(string before, AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var text = JsonSerializer.Serialize<string[]>(
        [
            before, entry.Tenant, entry.At.ToUniversalTime().ToString("O"), entry.Actor, entry.Role, entry.ActorTenant, entry.Action, entry.Target, entry.Outcome,
        ]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    public static AuditEntry Append(string before, AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        // Stores keep milliseconds: what is hashed must be what is read back.
        var at = DateTimeOffset.FromUnixTimeMilliseconds(entry.At.ToUnixTimeMilliseconds());
        var kept = entry with { At = at };
        return kept with { Hash = Hash(before, kept) };
    }
}
