using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Supertrack.Lab.Scenarios;
using Supertrack.Lab.Serving;

namespace Supertrack.Lab;

/// <summary>Serves a scenario over HTTP on 127.0.0.1 until it is disposed.</summary>
public sealed class LabServer : IAsyncDisposable
{
    private const int MaxRequestBody = 4 * 1024 * 1024;

    private readonly WebApplication _app;
    private readonly LabApi _api;

    private LabServer(WebApplication app, LabApi api, Uri address)
    {
        _app = app;
        _api = api;
        Address = address;
    }

    /// <summary>Scheme, host and port; ends in a slash.</summary>
    public Uri Address { get; }

    /// <summary>The version served now.</summary>
    public int Version => _api.Version;

    /// <summary>Starts to serve.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The scenario has no such version.</exception>
    public static async Task<LabServer> StartAsync(
        Scenario scenario, LabOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new LabOptions();
        var api = new LabApi(scenario, options);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<Microsoft.Extensions.Hosting.IHostLifetime, SilentLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBody;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        WebApplication app = builder.Build();
        app.Run(api.HandleAsync);
        await app.StartAsync(cancellationToken);
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new LabServer(app, api, new Uri(address));
    }

    /// <summary>Serves another version from the next request on; limits and faults count anew.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The scenario has no such version.</exception>
    public void SwitchTo(int version) => _api.SwitchTo(version);

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }
}
