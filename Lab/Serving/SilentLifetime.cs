using Microsoft.Extensions.Hosting;

namespace Supertrack.Lab.Serving;

/// <summary>Leaves Ctrl-C and console output to the program that embeds the lab.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
