using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Supertrack.Silo.Access;
using Supertrack.Silo.Hosting;

namespace Supertrack.Silo.Tests.Gateway;

/// <summary>A silo of the test's own, asked over its gateway.</summary>
internal sealed class RunningSilo : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private RunningSilo(WebApplication app, string key)
    {
        _app = app;
        _client = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/api/v1/") };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public static async Task<RunningSilo> StartAsync(string folder, string[] settings, Action<WebApplicationBuilder>? adjust = null)
    {
        var key = ApiKey.Create().Text;
        var app = SiloHost.Build(["--data", folder, "--urls", "http://127.0.0.1:0", "--Supertrack:AdministratorKey", key, .. settings], adjust);
        await app.StartAsync();
        return new RunningSilo(app, key);
    }

    public Task<string> TenantAsync(string id) => PostAsync("tenants", new { id, name = id });

    public Task<string> RegisterAsync(string tenant, string id, string manifest, object config) =>
        PostAsync($"tenants/{tenant}/connectors", new { id, manifest, config });

    public Task<string> TextAsync(string path) => ReadAsync(_client.GetAsync(new Uri(path, UriKind.Relative)), path);

    public async Task<JsonElement> GetAsync(string path) => JsonElement.Parse(await TextAsync(path));

    public Task<string> PostAsync(string path, object body) => ReadAsync(_client.PostAsJsonAsync(path, body), path);

    public Task<string> PutAsync(string path, object body) => ReadAsync(_client.PutAsJsonAsync(path, body), path);

    public async Task<string> StartRunAsync(string tenant, string connector) =>
        $"tenants/{tenant}/connectors/{connector}/runs/{JsonElement.Parse(await PostAsync($"tenants/{tenant}/connectors/{connector}/runs", new { })).GetProperty("id").GetString()}";

    public async Task<JsonElement> RunAsync(string tenant, string connector)
    {
        var run = await StartRunAsync(tenant, connector);
        return await UntilAsync(() => GetAsync(run), view => view.TryGetProperty("finishedAt", out _), "the run ends");
    }

    public Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> reached, string what) => UntilAsync(() => GetAsync(path), reached, what);

    /// <summary>A run is told to be over a moment before what it recorded is settled.</summary>
    public Task<JsonElement> RecordedAsync(string tenant, string connector) => UntilAsync(
        () => GetAsync($"tenants/{tenant}/connectors/{connector}/recordings"), view => view.GetProperty("items").GetArrayLength() > 0, "the recording is settled");

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task<JsonElement> UntilAsync(Func<Task<JsonElement>> ask, Func<JsonElement, bool> reached, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (true)
        {
            var view = await ask();
            if (reached(view))
                return view;
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Waited until {what}: {view}");
            await Task.Delay(20);
        }
    }

    private static async Task<string> ReadAsync(Task<HttpResponseMessage> sent, string path)
    {
        using var answer = await sent;
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
    }
}
