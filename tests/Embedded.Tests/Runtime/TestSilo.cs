using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Supertrack.Embedded.Tests.Runtime;

/// <summary>A silo in a host of its own, with a clock of the test's.</summary>
internal sealed class TestSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private TestSilo(IHost host) => _host = host;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();
    public IServiceProvider Services => _host.Services;
    public Silo Silo => _host.Services.GetRequiredService<Silo>();

    public static async Task<TestSilo> StartAsync(TimeProvider? time = null, Action<ISiloBuilder>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        builder.UseOrleans(silo => configure?.Invoke(silo));
        var host = builder.Build();
        await host.StartAsync();
        return new TestSilo(host);
    }

    public int CountOf<TGrain>() => Silo.Classes.Where(c => c.Class == typeof(TGrain)).Sum(c => c.Count);

    /// <summary>Waits for what happens on other threads.</summary>
    /// <exception cref="TimeoutException">It did not become true within 20 seconds.</exception>
    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        var until = DateTime.UtcNow.AddSeconds(20);
        while (!condition())
        {
            if (DateTime.UtcNow > until)
            {
                throw new TimeoutException($"Waited 20 seconds until {what}.");
            }

            await Task.Delay(5);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
