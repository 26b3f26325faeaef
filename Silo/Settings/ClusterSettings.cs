namespace Supertrack.Silo.Settings;

/// <summary>The section <c>Supertrack:Cluster</c>: which silos form one cluster and where they keep what they share.</summary>
public sealed class ClusterSettings
{
    public const string Section = "Supertrack:Cluster";

    /// <summary>Npgsql's connection string. Without it, the default, the silo is a cluster of one on this machine and keeps its state in its data folder.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Several silos share one database.</summary>
    internal bool IsShared => ConnectionString is { Length: > 0 };

    /// <summary>Silos of one id find each other. Default <c>supertrack</c>.</summary>
    public string ClusterId { get; set; } = "supertrack";

    /// <summary>State and reminders belong to this name; it never changes over the life of an installation. Default <c>supertrack</c>.</summary>
    public string ServiceId { get; set; } = "supertrack";

    /// <summary>The address at which other silos reach this one. Default: the first address of this machine.</summary>
    public string? AdvertisedAddress { get; set; }

    /// <summary>The port for other silos. Default 11111.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>The port for clients outside the silo; 0 for none. Default 30000.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>Connection string of Azure Cosmos DB for grain state instead of PostgreSQL; needs a build with <c>OrleansAzure=true</c>. Default none.</summary>
    public string? Cosmos { get; set; }

    /// <summary>Streams over Azure Event Hubs; needs a build with <c>OrleansAzure=true</c>. Default none.</summary>
    public EventHubsSettings? EventHubs { get; set; }
}

public sealed class EventHubsSettings
{
    /// <summary>Connection string of the namespace.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The event hub. Default <c>supertrack</c>.</summary>
    public string Name { get; set; } = "supertrack";

    /// <summary>Default <c>$Default</c>.</summary>
    public string ConsumerGroup { get; set; } = "$Default";

    /// <summary>Connection string of the table storage that keeps how far each partition was read.</summary>
    public string Checkpoints { get; set; } = "";
}
