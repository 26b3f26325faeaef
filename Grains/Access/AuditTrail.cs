using Microsoft.Extensions.Logging;
using Supertrack.Core.Storage;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Errors;

namespace Supertrack.Grains.Access;

/// <summary>
/// Writes down who did what and how it ended, before the caller is answered. What was done stands already, so an audit that cannot be written
/// does not undo it: the whole entry goes to the log as an error instead.
/// </summary>
public sealed class AuditTrail(IAuditLog audit, TimeProvider clock, ILogger<AuditTrail> log)
{
    public const string Done = "done";

    /// <summary>A refusal's code, or <c>failed</c> for what nobody foresaw.</summary>
    public static string Outcome(Exception error) => error is RefusedException refused ? refused.Code : "failed";

    public async Task RecordAsync(Caller caller, string tenant, string action, string target, string outcome)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var entry = new AuditEntry
        {
            Tenant = tenant,
            At = clock.GetUtcNow(),
            Actor = caller.Subject,
            Role = caller.Role.ToString().ToLowerInvariant(),
            ActorTenant = caller.Tenant,
            Action = action,
            Target = target,
            Outcome = outcome,
        };
        try
        {
            await audit.AppendAsync(entry, CancellationToken.None);
        }
        catch (StorageException error)
        {
            GrainLog.NotAudited(log, error, entry.Actor, entry.Role, entry.Action, entry.Target, entry.Outcome);
        }
    }
}
