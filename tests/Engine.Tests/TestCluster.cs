using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;

namespace Supertrack.Engine.Tests;

/// <summary>
/// The engine under test. <c>Cluster.Embedded.cs</c> or <c>Cluster.Orleans.cs</c>, whichever is built, says how one is started; the rest of
/// the suite knows neither.
/// </summary>
public interface ITestCluster : IAsyncDisposable
{
    IGrainFactory Grains { get; }
    IClusterClient Client { get; }

    /// <summary>The services of each silo.</summary>
    IReadOnlyList<IServiceProvider> Silos { get; }
}

/// <summary>What every silo of the suite is configured with.</summary>
public static class ClusterSettings
{
    public const string MemoryStore = "memory";
    public const string Streams = "streams";

    /// <summary>Short, so that tests that wait for a tick are.</summary>
    public static readonly TimeSpan ReminderPeriod = TimeSpan.FromMilliseconds(500);

    /// <summary>Short, so that tests of time-outs are; calls that a test waits for take far less.</summary>
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(5);

    public static void Apply(ISiloBuilder silo)
    {
        silo.AddMemoryGrainStorage(MemoryStore);
        silo.AddMemoryGrainStorageAsDefault();
        silo.Services.AddSingleton<Barriers>();
        Durability.Apply(silo);
        silo.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = ReminderPeriod);
        silo.Configure<Orleans.Configuration.SiloMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
    }
}
