using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Supertrack.Silo.Access;
using Supertrack.Silo.Hosting;

namespace Supertrack.Silo.Tests.Hosting;

public sealed class TelemetryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _key = ApiKey.Create().Text;

    [Theory]
    [InlineData("http", HttpProtocols.Http1, "/v1/traces", "/v1/metrics")]
    [InlineData("grpc", HttpProtocols.Http2, "/opentelemetry.proto.collector.trace.v1.TraceService/Export", "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export")]
    public async Task Traces_and_metrics_arrive_at_the_endpoint_that_is_set(string protocol, HttpProtocols served, string traces, string metrics)
    {
        await using var receiver = await OtlpReceiver.StartAsync(served);
        await CreateTenantAsync("--Supertrack:Telemetry:OtlpEndpoint", receiver.Address, "--Supertrack:Telemetry:Protocol", protocol);
        var spans = receiver.Received(traces);
        Assert.Contains("supertrack-silo", spans, StringComparison.Ordinal);
        Assert.Contains("/api/v1/tenants", spans, StringComparison.Ordinal);
        // The grain's part of the request, under the request's span.
        Assert.Contains("ITenantGrain", spans, StringComparison.Ordinal);
        var figures = receiver.Received(metrics);
        Assert.Contains("http.server.request.duration", figures, StringComparison.Ordinal);
        Assert.Contains("orleans-app-requests-latency", figures, StringComparison.Ordinal);
        Assert.DoesNotContain(_key, spans + figures, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_is_collected_and_nothing_leaves()
    {
        await using var receiver = await OtlpReceiver.StartAsync(HttpProtocols.Http1AndHttp2);
        await using (var app = Build())
        {
            Assert.Null(app.Services.GetService<TracerProvider>());
            Assert.Null(app.Services.GetService<MeterProvider>());
        }
        await CreateTenantAsync();
        Assert.True(receiver.IsEmpty);
    }

    private async Task CreateTenantAsync(params string[] settings)
    {
        await using var app = Build(settings);
        await app.StartAsync();
        using (var client = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) })
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _key);
            using var answer = await client.PostAsJsonAsync("api/v1/tenants", new { id = "acme", name = "Acme" });
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
        // What has been collected leaves at the end at the latest.
        await app.StopAsync();
    }

    private WebApplication Build(params string[] settings) => SiloHost.Build(
    [
        "--data", _folder.Path, "--urls", "http://127.0.0.1:0", "--Supertrack:AdministratorKey", _key,
        "--Logging:LogLevel:Default", "Error", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Error", .. settings,
    ]);

    public void Dispose() => _folder.Dispose();
}
