using Orleans.Hosting;
using Supertrack.Grains;
using Supertrack.Grains.Access;
using Supertrack.Silo.Settings;

namespace Supertrack.Silo;

/// <summary>The in-process engine: state, reminders and stream log in one SQLite database under the data folder.</summary>
internal static class Engine
{
    public const string Name = "Embedded";

    public static void Add(WebApplicationBuilder builder, DataFolder data) => builder.Host.UseOrleans(silo => silo
        .UseSqliteStore(options => options.File = Path.Combine(data.Engine, "engine.db"))
        .AddSqliteGrainStorage(StorageNames.Provider)
        .UseSqliteReminderService()
        .AddIncomingGrainCallFilter<AccessFilter>());

    /// <summary>The embedded engine has no pages of its own.</summary>
    public static void Map(WebApplication app) => ArgumentNullException.ThrowIfNull(app);
}
