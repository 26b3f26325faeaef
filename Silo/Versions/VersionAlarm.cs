using Supertrack.Core.Storage;
using Supertrack.Core.Versions;
using Supertrack.Grains;

namespace Supertrack.Silo.Versions;

/// <summary>Damage as a log message and as the event <c>version.damaged</c>.</summary>
internal sealed class VersionAlarm(IEventLog events, TimeProvider clock, ILogger<VersionAlarm> log) : IVersionAlarm
{
    public void Raise(VersionDamage damage)
    {
        var artifact = damage.Artifact.ToString();
        if (damage.Repaired) VersionLog.Repaired(log, artifact, damage.Version, damage.Finding, damage.Where);
        else VersionLog.Damaged(log, artifact, damage.Version, damage.Finding, damage.Where);
        _ = TellAsync(damage);
    }

    private async Task TellAsync(VersionDamage damage)
    {
        var subject = $"artifacts/{damage.Artifact.Kind.Word()}/{damage.Artifact.Name}";
        var data = new { version = damage.Version, what = damage.What, finding = damage.Finding, repaired = damage.Repaired };
        try
        {
            await events.AppendAsync(new PlatformEvent(0, damage.Artifact.Tenant, "version.damaged", subject, clock.GetUtcNow(), ViewJson.Text(data)), CancellationToken.None);
        }
        catch (StorageException error)
        {
            VersionLog.NotTold(log, error, damage.Artifact.ToString());
        }
    }
}
