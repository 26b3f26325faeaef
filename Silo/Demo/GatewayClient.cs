using System.Net.Http.Headers;
using Supertrack.Grains;
using Supertrack.Grains.Interfaces.Connectors;

namespace Supertrack.Silo.Demo;

/// <summary>The few calls that the demo makes, as any program would make them.</summary>
internal sealed class GatewayClient : IDisposable
{
    private readonly HttpClient _http;

    public GatewayClient(Uri address, string key)
    {
        _http = new HttpClient { BaseAddress = address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public Task CreateTenantAsync(string id, string name, CancellationToken cancellationToken) =>
        PostAsync<object>("api/v1/tenants", new { id, name }, cancellationToken);

    public Task<ConnectorView> RegisterAsync(string tenant, string id, string manifest, object config, CancellationToken cancellationToken) =>
        PostAsync<ConnectorView>($"api/v1/tenants/{tenant}/connectors", new { id, manifest, config }, cancellationToken);

    public Task<RunView> StartRunAsync(string tenant, string connector, CancellationToken cancellationToken) =>
        PostAsync<RunView>($"api/v1/tenants/{tenant}/connectors/{connector}/runs", new { }, cancellationToken);

    public async Task<RunView> GetRunAsync(string tenant, string connector, string run, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(new Uri($"api/v1/tenants/{tenant}/connectors/{connector}/runs/{run}", UriKind.Relative), cancellationToken);
        return await ReadAsync<RunView>(answer, cancellationToken);
    }

    private async Task<T> PostAsync<T>(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync(path, body, ViewJson.Options, cancellationToken);
        return await ReadAsync<T>(answer, cancellationToken);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        return (await answer.Content.ReadFromJsonAsync<T>(ViewJson.Options, cancellationToken))!;
    }

    public void Dispose() => _http.Dispose();
}
