using Microsoft.Extensions.Logging;
using Supertrack.Core.Storage;

namespace Supertrack.Grains;

/// <summary>
/// Tells lists and watchers what a grain has stored. The grain's state is the truth and stands already, so a failure here is logged and
/// made good by the owner's next change or reconciliation.
/// </summary>
public sealed class Projection(IReadModel lists, IEventLog events, TimeProvider clock, ILogger<Projection> log)
{
    public async Task PutAsync(ReadDocument document)
    {
        try
        {
            await lists.PutAsync(document, CancellationToken.None);
        }
        catch (StorageException error)
        {
            GrainLog.NotListed(log, error, document.Kind, document.Tenant, document.Id);
        }
    }

    public async Task RemoveAsync(string kind, string tenant, string id)
    {
        try
        {
            await lists.RemoveAsync(kind, tenant, id, CancellationToken.None);
        }
        catch (StorageException error)
        {
            GrainLog.NotListed(log, error, kind, tenant, id);
        }
    }

    public async Task TellAsync<T>(string tenant, string type, string subject, T data)
    {
        try
        {
            await events.AppendAsync(new PlatformEvent(0, tenant, type, subject, clock.GetUtcNow(), ViewJson.Text(data)), CancellationToken.None);
        }
        catch (StorageException error)
        {
            GrainLog.NotTold(log, error, type, subject);
        }
    }
}
