using Orleans.Hosting;
using Supertrack.Silo.Settings;

namespace Supertrack.Silo;

/// <summary>Grain state in Azure Cosmos DB; database and container are created when absent.</summary>
internal static partial class Engine
{
    static partial void AddCosmos(ISiloBuilder silo, ClusterSettings settings, string provider)
    {
        if (settings.Cosmos is not { Length: > 0 } connection) return;
        silo.AddCosmosGrainStorage(provider, options =>
        {
            options.ConfigureCosmosClient(connection);
            options.IsResourceCreationEnabled = true;
        });
    }
}
