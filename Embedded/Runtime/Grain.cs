using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>The base of grain classes.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    protected Grain() : this(RuntimeContext.Current!) { }

    protected Grain(IGrainContext grainContext, IGrainRuntime? grainRuntime = null)
    {
        GrainContext = grainContext;
        GivenRuntime = grainRuntime;
    }

    [AllowNull]
    public IGrainContext GrainContext { get; private set; }

    public GrainReference GrainReference => GrainContext.GrainReference;
    public string IdentityString => GrainContext.GrainId.ToString();
    public string RuntimeIdentity => Runtime.SiloIdentity;

    protected IGrainFactory GrainFactory => Runtime.GrainFactory;
    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    internal IGrainRuntime Runtime => GivenRuntime
        ?? (GrainContext as Activation)?.Silo.GrainRuntime
        ?? GrainContext?.ActivationServices.GetRequiredService<IGrainRuntime>()
        ?? throw new InvalidOperationException(
            $"{GetType().Name} was made outside the engine. Reach grains through {nameof(IGrainFactory)}, or pass a context and a runtime to the base constructor in a test.");

    private IGrainRuntime? GivenRuntime { get; }

    /// <summary>The activation goes when the calls it has begun are finished.</summary>
    protected void DeactivateOnIdle() => Runtime.DeactivateOnIdle(GrainContext);

    /// <summary>Keeps an idle activation for at least this long; a negative time takes that back.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => Runtime.DelayDeactivation(GrainContext, timeSpan);

    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;
}
