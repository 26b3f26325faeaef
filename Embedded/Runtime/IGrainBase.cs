using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain class that does not derive from <see cref="Grain"/>.</summary>
public interface IGrainBase
{
    IGrainContext GrainContext { get; }

    /// <param name="token">Is cancelled when activation takes longer than the options allow.</param>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <param name="reason">Why the activation goes.</param>
    /// <param name="token">Is cancelled when the silo waits no longer.</param>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
