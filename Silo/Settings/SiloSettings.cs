namespace Supertrack.Silo.Settings;

/// <summary>The section <c>Supertrack</c> of appsettings.json, of the environment (<c>SUPERTRACK__DATA</c>) and of the command line (<c>--data</c>).</summary>
public sealed class SiloSettings
{
    public const string Section = "Supertrack";

    /// <summary>The folder of everything the silo keeps. Default <c>data</c>.</summary>
    public string Data { get; set; } = "data";

    /// <summary>The file of the key under which secrets and callers are sealed; the same for all silos of a cluster. Default <c>DATA/keys/data.key</c>.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The variable of the environment that holds that key as Base64 instead of a file. Default none.</summary>
    public string? KeyVariable { get; set; }

    /// <summary>The secret of Azure Key Vault that holds that key as Base64 instead of a file: <c>https://NAME.vault.azure.net/secrets/NAME</c>. Default none.</summary>
    public string? KeyVaultSecret { get; set; }

    /// <summary>The folder of raw records. Default <c>DATA/lake</c>; in a cluster the cluster's database, unless a folder is named that all silos share.</summary>
    public string? LakeFolder { get; set; }

    /// <summary>The first administrator's key, instead of a random one that is printed once: <c>st_ID_SECRET</c>. Used only while there are no keys.</summary>
    public string? AdministratorKey { get; set; }

    /// <summary>Seconds between not being ready and no longer listening, for load balancers to notice. Default 0.</summary>
    public int DrainSeconds { get; set; }

    public WarehouseSettings Warehouse { get; set; } = new();

    public SyncSettings Sync { get; set; } = new();

    public GatewaySettings Gateway { get; set; } = new();

    public EgressSettings Egress { get; set; } = new();

    public SourceSettings Sources { get; set; } = new();

    public RecordingSettings Recordings { get; set; } = new();

    public VersionSettings Versions { get; set; } = new();

    public HealingSettings Healing { get; set; } = new();

    public IncidentSettings Incidents { get; set; } = new();

    public NotificationSettings Notifications { get; set; } = new();

    public TelemetrySettings Telemetry { get; set; } = new();

    /// <summary>Silos that form a cluster; for the Orleans engine.</summary>
    public ClusterSettings Cluster { get; set; } = new();
}

public sealed class WarehouseSettings
{
    /// <summary>sqlite (a file per tenant under the data folder) or postgres. Default sqlite, in a cluster postgres.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Npgsql's connection string; needed for postgres. Default in a cluster: the cluster's database.</summary>
    public string? ConnectionString { get; set; }
}

public sealed class SyncSettings
{
    /// <summary>A chunk takes no further page after so many seconds. Default 2, from 0.05 to 60.</summary>
    public double ChunkSeconds { get; set; } = 2;

    /// <summary>Records that are committed together. Default 10,000, from 1 to 1,000,000.</summary>
    public int CommitRecords { get; set; } = 10_000;

    /// <summary>Failures in a row after which a run gives a stream up. Default 6, from 1 to 100.</summary>
    public int Attempts { get; set; } = 6;
}

public sealed class GatewaySettings
{
    /// <summary>Largest request body in bytes. Default 8 MiB, from 1 KiB to 1 GiB.</summary>
    public long MaxBodyBytes { get; set; } = 8 << 20;
}

public sealed class TelemetrySettings
{
    /// <summary>Where traces and metrics go by OTLP; nowhere when empty, the default.</summary>
    public string? OtlpEndpoint { get; set; }

    /// <summary>grpc, or http for protobuf over HTTP; receivers mostly listen on 4317 for the one and 4318 for the other. Default grpc.</summary>
    public string Protocol { get; set; } = "grpc";
}
