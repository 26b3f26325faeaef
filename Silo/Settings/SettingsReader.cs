using Supertrack.Core.Versions.Deployments;
using Supertrack.Silo.Access;
using Supertrack.Stores.Registry.Postgres;

namespace Supertrack.Silo.Settings;

/// <summary>Reads and checks the settings before anything starts.</summary>
internal static class SettingsReader
{
    /// <summary>Short forms on the command line.</summary>
    public static IReadOnlyDictionary<string, string> Switches { get; } = new Dictionary<string, string>
    {
        ["--data"] = "Supertrack:Data",
        ["--urls"] = "urls",
    };

    /// <exception cref="SettingsException">A setting is unknown, unreadable or out of its range.</exception>
    public static SiloSettings Read(IConfiguration configuration)
    {
        var settings = new SiloSettings();
        try
        {
            configuration.GetSection(SiloSettings.Section).Bind(settings, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException error)
        {
            throw new SettingsException($"A setting under {SiloSettings.Section} is wrong: {error.Message} Correct it in appsettings.json, the environment (SUPERTRACK__...) or the command line.");
        }
        Complete(settings);
        Check(settings);
        return settings;
    }

    /// <summary>Defaults that depend on other settings.</summary>
    private static void Complete(SiloSettings settings)
    {
        if (settings.Warehouse.Kind.Length == 0)
            settings.Warehouse.Kind = settings.Cluster.IsShared ? "postgres" : "sqlite";
        if (settings.Cluster.ConnectionString is { Length: > 0 } cluster)
            settings.Cluster.ConnectionString = Bounded(cluster, $"{ClusterSettings.Section}:ConnectionString");
        if (settings.Cluster.IsShared && settings.Warehouse.Kind == "postgres" && string.IsNullOrWhiteSpace(settings.Warehouse.ConnectionString))
            settings.Warehouse.ConnectionString = settings.Cluster.ConnectionString;
        else if (settings.Cluster.IsShared && settings.Warehouse.ConnectionString is { Length: > 0 } warehouse)
            settings.Warehouse.ConnectionString = Bounded(warehouse, $"{SiloSettings.Section}:Warehouse:ConnectionString");
    }

    /// <summary>Three silos with three pools each stay below the 100 connections that a PostgreSQL server takes by default.</summary>
    private static string Bounded(string connectionString, string setting)
    {
        try
        {
            return PostgresPools.Bounded(connectionString, most: 10);
        }
        catch (ArgumentException error)
        {
            throw new SettingsException($"{setting} cannot be read: {error.Message} Write it as Npgsql does, e.g. Host=localhost;Username=supertrack;Database=supertrack.");
        }
    }

    private static void Check(SiloSettings settings)
    {
        Require(settings.Data.Length > 0, "Data", "is empty: name a folder");
        Require(settings.Warehouse.Kind is "sqlite" or "postgres", "Warehouse:Kind", $"is '{settings.Warehouse.Kind}': use sqlite or postgres");
        Require(settings.Warehouse.Kind != "postgres" || !string.IsNullOrWhiteSpace(settings.Warehouse.ConnectionString),
            "Warehouse:ConnectionString", "is missing: postgres needs one, e.g. Host=localhost;Username=supertrack;Database=supertrack");
        Require(!settings.Cluster.IsShared || settings.Warehouse.Kind == "postgres", "Warehouse:Kind", "is sqlite, and other silos of the cluster cannot reach that file: leave it out or use postgres");
        Require(settings.LakeFolder is not "", "LakeFolder", "is empty: name a folder or leave it out");
        Require(settings.KeyFile is not "", "KeyFile", "is empty: name a file or leave it out");
        Require(settings.Sync.ChunkSeconds is >= 0.05 and <= 60, "Sync:ChunkSeconds", $"is {settings.Sync.ChunkSeconds}: use 0.05 to 60");
        Require(settings.Sync.CommitRecords is >= 1 and <= 1_000_000, "Sync:CommitRecords", $"is {settings.Sync.CommitRecords}: use 1 to 1000000");
        Require(settings.Sync.Attempts is >= 1 and <= 100, "Sync:Attempts", $"is {settings.Sync.Attempts}: use 1 to 100");
        Require(settings.Gateway.MaxBodyBytes is >= 1024 and <= 1 << 30, "Gateway:MaxBodyBytes", $"is {settings.Gateway.MaxBodyBytes}: use 1024 to {1 << 30}");
        CheckNetworks("Egress:AllowedNetworks", settings.Egress.AllowedNetworks);
        CheckNetworks("Egress:TenantsMayAllow", settings.Egress.TenantsMayAllow);
        Require(settings.Egress.Hosts.All(EgressSettings.IsHost), "Egress:Hosts", "holds what is no host name: use e.g. api.example.com, or .example.com for every name below it");
        Require(settings.Sources.Folders.All(Path.IsPathFullyQualified), "Sources:Folders", "holds a path that is not absolute: write it from the root on");
        Require(settings.Sources.TenantFolders.All(Path.IsPathFullyQualified), "Sources:TenantFolders", "holds a path that is not absolute: write it from the root on");
        Require(settings.Versions.Folder is null || Path.IsPathFullyQualified(settings.Versions.Folder), "Versions:Folder", "is not absolute: write it from the root on");
        Require(Stages.All.Any(stage => stage.Word() == settings.Versions.Environment), "Versions:Environment", $"is '{settings.Versions.Environment}': use one of {Stages.Words}");
        Require(settings.Versions.Remote is null || settings.Versions.Remote.Contains("{tenant}", StringComparison.Ordinal), "Versions:Remote", "has no {tenant} in it: each tenant needs a repository of its own");
        Require(settings.Versions.RetrySeconds is >= 1 and <= 86_400, "Versions:RetrySeconds", $"is {settings.Versions.RetrySeconds}: use 1 to 86400");
        Require(new[] { settings.KeyFile, settings.KeyVariable, settings.KeyVaultSecret }.Count(one => one is not null) <= 1, "KeyFile", "is one of several places of the key: give one of KeyFile, KeyVariable and KeyVaultSecret");
        Require(settings.KeyVaultSecret is null || (Uri.TryCreate(settings.KeyVaultSecret, UriKind.Absolute, out var vault) && vault.Scheme == "https" && vault.AbsolutePath.StartsWith("/secrets/", StringComparison.Ordinal)), "KeyVaultSecret", "is no secret of Azure Key Vault: use https://NAME.vault.azure.net/secrets/NAME");
        Require(settings.Recordings.Folder is null || Path.IsPathFullyQualified(settings.Recordings.Folder), "Recordings:Folder", "is not absolute: write it from the root on");
        Require(settings.Recordings.Exchanges is >= 0 and <= 1000, "Recordings:Exchanges", $"is {settings.Recordings.Exchanges}: use 0 to 1000");
        Require(settings.Recordings.Bytes is >= 1024 and <= 64 << 20, "Recordings:Bytes", $"is {settings.Recordings.Bytes}: use 1024 to {64 << 20}");
        Require(settings.Recordings.Runs is >= 1 and <= 100, "Recordings:Runs", $"is {settings.Recordings.Runs}: use 1 to 100");
        Require(settings.Recordings.RefreshSeconds is >= 0 and <= 604_800, "Recordings:RefreshSeconds", $"is {settings.Recordings.RefreshSeconds}: use 0 to 604800");
        Require(settings.Healing.CleanRuns is >= 1 and <= 100, "Healing:CleanRuns", $"is {settings.Healing.CleanRuns}: use 1 to 100");
        Require(settings.Healing.Attempts is >= 1 and <= 20, "Healing:Attempts", $"is {settings.Healing.Attempts}: use 1 to 20");
        Require(settings.Healing.Requests is >= 1 and <= 100_000, "Healing:Requests", $"is {settings.Healing.Requests}: use 1 to 100000");
        Require(settings.Healing.Minutes is >= 1 and <= 240, "Healing:Minutes", $"is {settings.Healing.Minutes}: use 1 to 240");
        Require(settings.Healing.ProbationRuns is >= 0 and <= 1_000, "Healing:ProbationRuns", $"is {settings.Healing.ProbationRuns}: use 0 to 1000");
        Require(settings.Healing.ProbationDays is >= 0 and <= 365, "Healing:ProbationDays", $"is {settings.Healing.ProbationDays}: use 0 to 365");
        Require(settings.Healing.CoolDownHours is >= 0 and <= 720, "Healing:CoolDownHours", $"is {settings.Healing.CoolDownHours}: use 0 to 720");
        Require(settings.Incidents.WindowMinutes is >= 1 and <= 1440, "Incidents:WindowMinutes", $"is {settings.Incidents.WindowMinutes}: use 1 to 1440");
        Require(settings.Incidents.ReopenHours is >= 0 and <= 720, "Incidents:ReopenHours", $"is {settings.Incidents.ReopenHours}: use 0 to 720");
        Require(settings.Incidents.ManyConnectors is >= 1 and <= 10_000, "Incidents:ManyConnectors", $"is {settings.Incidents.ManyConnectors}: use 1 to 10000");
        Require(settings.Incidents.WaitMinutes is >= 0 and <= 1440, "Incidents:WaitMinutes", $"is {settings.Incidents.WaitMinutes}: use 0 to 1440");
        Require(settings.Notifications.Attempts is >= 1 and <= 100, "Notifications:Attempts", $"is {settings.Notifications.Attempts}: use 1 to 100");
        Require(settings.Notifications.FirstWaitSeconds is >= 0.05 and <= 3600, "Notifications:FirstWaitSeconds", $"is {settings.Notifications.FirstWaitSeconds}: use 0.05 to 3600");
        Require(settings.Healing.ProbeMinutes is 0 or (>= 1 and <= 10_080), "Healing:ProbeMinutes", $"is {settings.Healing.ProbeMinutes}: use 1 to 10080, or 0 for none");
        Require(settings.DrainSeconds is >= 0 and <= 300, "DrainSeconds", $"is {settings.DrainSeconds}: use 0 to 300");
        Require(settings.AdministratorKey is null || ApiKey.TryParse(settings.AdministratorKey, out _), "AdministratorKey", "has not the form st_ID_SECRET: ID of 4 to 32 letters and digits, SECRET of at least 32 characters");
        Require(settings.Telemetry.OtlpEndpoint is null or "" || Uri.TryCreate(settings.Telemetry.OtlpEndpoint, UriKind.Absolute, out _),
            "Telemetry:OtlpEndpoint", "is no address: use e.g. http://localhost:4317");
        Require(settings.Telemetry.Protocol is "grpc" or "http", "Telemetry:Protocol", $"is '{settings.Telemetry.Protocol}': use grpc or http");
    }

    private static void CheckNetworks(string setting, IEnumerable<string> networks)
    {
        var wrong = EgressSettings.WrongNetwork(networks);
        Require(wrong is null, setting, $"holds '{wrong}': use networks in the form 10.1.0.0/16 or fd00::/8, without bits beyond the prefix");
    }

    private static void Require(bool holds, string setting, string problem)
    {
        if (!holds)
            throw new SettingsException($"{SiloSettings.Section}:{setting} {problem}.");
    }
}
