using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

/// <summary>What most activations never need; kept apart so that an idle one is small.</summary>
internal sealed class ActivationDetails
{
    private TaskCompletionSource? _deactivated;

    public ActivationId Id { get; } = ActivationId.NewId();
    public GrainReference? Reference { get; set; }
    public GrainLifecycle? Lifecycle { get; set; }
    public IServiceScope? Scope { get; set; }
    public ConcurrentDictionary<Type, object>? Components { get; set; }
    public List<GrainTimer>? Timers { get; set; }
    public List<Guid>? ReentrantSections { get; set; }
    public DeactivationReason Reason { get; set; }
    public CancellationToken DeactivationToken { get; set; }

    /// <summary>Until when the collector leaves the activation alone.</summary>
    public DateTimeOffset KeepAliveUntil { get; set; }

    public TaskCompletionSource Deactivated
    {
        get
        {
            var source = Volatile.Read(ref _deactivated);
            return source ?? Interlocked.CompareExchange(
                ref _deactivated, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null) ?? _deactivated!;
        }
    }
}
