using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Supertrack.Grains.Telemetry;
using Supertrack.Silo.Settings;

namespace Supertrack.Silo.Hosting;

/// <summary>Traces and metrics leave by OTLP, and only where an endpoint is configured.</summary>
internal static class Telemetry
{
    public static void Add(WebApplicationBuilder builder, SiloSettings settings)
    {
        if (string.IsNullOrEmpty(settings.Telemetry.OtlpEndpoint))
            return;
        var telemetry = settings.Telemetry;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("supertrack-silo"))
            .WithTracing(traces => traces.AddSource("Microsoft.AspNetCore", "Microsoft.Orleans.*", "System.Net.Http").AddOtlpExporter(otlp => To(otlp, telemetry, "v1/traces")))
            .WithMetrics(metrics => metrics.AddMeter("Microsoft.AspNetCore.*", "Microsoft.Orleans", "System.Net.Http", SyncMeters.Name).AddOtlpExporter(otlp => To(otlp, telemetry, "v1/metrics")));
    }

    private static void To(OtlpExporterOptions otlp, TelemetrySettings telemetry, string path)
    {
        var endpoint = new Uri(telemetry.OtlpEndpoint!);
        otlp.Protocol = telemetry.Protocol == "http" ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        // Over gRPC the path is the service's; over HTTP the endpoint is the base of all signals.
        otlp.Endpoint = otlp.Protocol == OtlpExportProtocol.Grpc ? endpoint : new Uri(endpoint.ToString().TrimEnd('/') + "/" + path);
    }
}
