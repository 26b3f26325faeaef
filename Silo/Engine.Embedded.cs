using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage.Sqlite;
using Orleans.Streams;
using Supertrack.Core.Storage;
using Supertrack.Grains;
using Supertrack.Grains.Access;
using Supertrack.Silo.Hosting;
using Supertrack.Silo.Settings;

namespace Supertrack.Silo;

/// <summary>The in-process engine: state, reminders and stream log in one SQLite database under the data folder.</summary>
internal static class Engine
{
    public const string Name = "Embedded";

    /// <summary>The provider of streams of events.</summary>
    private const string EventStreams = "events";

    /// <exception cref="SettingsException">The settings ask for a cluster, which this engine does not form.</exception>
    public static void Add(WebApplicationBuilder builder, DataFolder data)
    {
        if (builder.Configuration[$"{ClusterSettings.Section}:ConnectionString"] is { Length: > 0 })
            throw new SettingsException($"{ClusterSettings.Section}:ConnectionString asks for a cluster, and this is the embedded engine. Build with -p:Engine=Orleans.");
        builder.Host.UseOrleans(silo => Configure(silo, data));
        builder.Services.AddSingleton<IDeadLetters>(services => new EngineDeadLetters(services.GetRequiredKeyedService<IStreamDeadLetters>(EventStreams)));
    }

    private static void Configure(ISiloBuilder silo, DataFolder data) => silo
        .UseSqliteStore(options => options.File = Path.Combine(data.Engine, "engine.db"))
        .AddSqliteGrainStorage(StorageNames.Provider)
        .UseSqliteReminderService()
        .AddSqliteStreams(EventStreams)
        .AddActivityPropagation()
        .Configure<GrainCollectionOptions>(options => options.EnableActivationSheddingOnMemoryPressure = true)
        .AddIncomingGrainCallFilter<AccessFilter>();

    /// <summary>What a person can do about an error of the engine's database; null for any other.</summary>
    public static string? DescribeStartFailure(Exception error) => (error as DurableStoreException)?.Message;

    /// <summary>The embedded engine has no pages of its own.</summary>
    public static void Map(WebApplication app) => ArgumentNullException.ThrowIfNull(app);
}
