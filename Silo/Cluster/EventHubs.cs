using Azure.Data.Tables;
using Orleans.Hosting;
using Supertrack.Silo.Settings;

namespace Supertrack.Silo;

/// <summary>Streams over Azure Event Hubs.</summary>
internal static partial class Engine
{
    static partial void AddEventHubs(ISiloBuilder silo, ClusterSettings settings)
    {
        if (settings.EventHubs is not { } hubs) return;
        silo.AddEventHubStreams(
            EventStreams,
            options => options.ConfigureEventHubConnection(hubs.ConnectionString, hubs.Name, hubs.ConsumerGroup),
            checkpoints => checkpoints.TableServiceClient = new TableServiceClient(hubs.Checkpoints));
    }
}
