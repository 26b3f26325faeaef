using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Supertrack.Silo.Hosting;

namespace Supertrack.Silo.Tests.Hosting;

public sealed class ReadinessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_silo_that_begins_to_stop_is_no_longer_ready_but_still_alive()
    {
        var held = new HeldShutdown();
        await using var app = SiloHost.Build(
            ["--data", _folder.Path, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Error", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Error"],
            builder => builder.Services.AddHostedService(services => held.Over(services.GetRequiredService<IHostApplicationLifetime>())));
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await StatusAsync(client, "health/live"), await StatusAsync(client, "health/ready")));
        var stopping = Task.Run(() => app.StopAsync());
        await held.Begun.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (await StatusAsync(client, "health/live"), await StatusAsync(client, "health/ready")));
        held.GoOn.Set();
        await stopping.WaitAsync(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<HttpRequestException>(() => StatusAsync(client, "health/live"));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    /// <summary>Stops the clock between the first step of a shutdown and the rest. What registers first is told last.</summary>
    private sealed class HeldShutdown : IHostedService
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ManualResetEventSlim GoOn { get; } = new();

        public HeldShutdown Over(IHostApplicationLifetime lifetime)
        {
            lifetime.ApplicationStopping.Register(() =>
            {
                Begun.SetResult();
                GoOn.Wait(TimeSpan.FromSeconds(30));
            });
            return this;
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    public void Dispose() => _folder.Dispose();
}
