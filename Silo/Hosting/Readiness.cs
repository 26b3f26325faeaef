using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Supertrack.Silo.Hosting;

/// <summary>Ready from the moment unfinished work has been taken up until shutdown begins.</summary>
internal sealed class Readiness : IHealthCheck
{
    private volatile bool _ready;

    public void Set(bool ready) => _ready = ready;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_ready ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("starting or stopping"));
}
