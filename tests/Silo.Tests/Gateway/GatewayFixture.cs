using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Supertrack.Lab;
using Supertrack.Lab.Samples;
using Supertrack.Silo.Access;
using Supertrack.Silo.Hosting;

namespace Supertrack.Silo.Tests.Gateway;

/// <summary>One silo and one lab for all tests of the gateway.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    public const int Records = 250;

    private readonly TemporaryFolder _folder = new();
    private readonly string _key = ApiKey.Create().Text;
    private WebApplication? _app;
    private LabServer? _lab;

    public HttpClient Administrator { get; private set; } = new();

    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>The silo's data folder.</summary>
    public string Data => _folder.Path;

    public string Manifest => ContactsApi.Manifest(_lab!.Address);

    public async Task InitializeAsync()
    {
        _lab = await LabServer.StartAsync(ContactsApi.Create(Records, pageSize: 100, delayMilliseconds: 0));
        _app = SiloHost.Build(["--data", _folder.Path, "--urls", "http://127.0.0.1:0", "--Supertrack:AdministratorKey", _key, "--Supertrack:Gateway:MaxBodyBytes", "200000", "--Supertrack:Egress:AllowedNetworks:0", "127.0.0.0/8", "--Logging:LogLevel:Default", "Error", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Error"]);
        await _app.StartAsync();
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");
        Administrator = Client(_key);
    }

    public HttpClient Client(string? key)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>A tenant of the test's own.</summary>
    public async Task<string> TenantAsync()
    {
        var id = $"t{Guid.NewGuid():N}"[..16];
        using var answer = await Administrator.PostAsJsonAsync("api/v1/tenants", new { id, name = "Test" });
        answer.EnsureSuccessStatusCode();
        return id;
    }

    public async Task RegisterAsync(string tenant)
    {
        using var answer = await Administrator.PostAsJsonAsync(
            $"api/v1/tenants/{tenant}/connectors", new { id = "crm", manifest = Manifest, config = new { api_key = ContactsApi.Secret } });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Runs a connector to its end and returns the run.</summary>
    public async Task<JsonElement> RunAsync(string tenant, string connector)
    {
        using var started = await Administrator.PostAsync(new Uri($"api/v1/tenants/{tenant}/connectors/{connector}/runs", UriKind.Relative), null);
        Assert.True(started.IsSuccessStatusCode, await started.Content.ReadAsStringAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var run = JsonElement.Parse(await Administrator.GetStringAsync(started.Headers.Location, patience.Token));
            if (run.TryGetProperty("finishedAt", out _))
                return run;
            await Task.Delay(20, patience.Token);
        }
    }

    public async Task DisposeAsync()
    {
        Administrator.Dispose();
        await _app!.StopAsync();
        await _app.DisposeAsync();
        await _lab!.DisposeAsync();
        _folder.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class GatewayCollection : ICollectionFixture<GatewayFixture>
{
    public const string Name = "gateway";
}
