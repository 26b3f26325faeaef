using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Supertrack.Silo.Settings;

namespace Supertrack.Silo.Hosting;

/// <summary>Traces and metrics leave by OTLP, and only where an endpoint is configured.</summary>
internal static class Telemetry
{
    public static void Add(WebApplicationBuilder builder, SiloSettings settings)
    {
        if (string.IsNullOrEmpty(settings.Telemetry.OtlpEndpoint))
            return;
        var endpoint = new Uri(settings.Telemetry.OtlpEndpoint);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("supertrack-silo"))
            .WithTracing(traces => traces.AddSource("Microsoft.AspNetCore", "Microsoft.Orleans.*", "Supertrack.*").AddOtlpExporter(otlp => otlp.Endpoint = endpoint))
            .WithMetrics(metrics => metrics.AddMeter("Microsoft.AspNetCore.*", "Microsoft.Orleans", "Supertrack.*").AddOtlpExporter(otlp => otlp.Endpoint = endpoint));
    }
}
