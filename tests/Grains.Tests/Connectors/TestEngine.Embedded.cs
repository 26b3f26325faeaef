using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Supertrack.Grains.Access;

namespace Supertrack.Grains.Tests.Connectors;

internal static class TestEngine
{
    public static void Add(HostApplicationBuilder builder, string folder) => builder.UseOrleans(silo => silo
        .UseSqliteStore(options => options.File = Path.Combine(folder, "engine.db"))
        .AddSqliteGrainStorage(StorageNames.Provider)
        .UseSqliteReminderService()
        .AddIncomingGrainCallFilter<AccessFilter>());
}
