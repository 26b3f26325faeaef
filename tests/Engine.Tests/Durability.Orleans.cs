using Orleans.Hosting;

namespace Supertrack.Engine.Tests;

/// <summary>Reminders and streams of Microsoft Orleans, in memory.</summary>
public static class Durability
{
    public static void Apply(ISiloBuilder silo) => silo
        .UseInMemoryReminderService()
        .AddMemoryGrainStorage("PubSubStore")
        .AddMemoryStreams(ClusterSettings.Streams);
}
