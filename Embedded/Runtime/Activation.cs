using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

/// <summary>
/// One activation of a grain. It is the synchronization context of its turns, so that awaits come back to it; everything in it
/// but the mailbox is touched only by the thread that owns it (see <c>Activation.Mailbox.cs</c>).
/// </summary>
internal sealed partial class Activation : SynchronizationContext, IGrainContext, IWorkItemScheduler, IThreadPoolWorkItem
{
    private object? _instance;
    private ActivationDetails? _details;
    private volatile ActivationState _state;

    public Activation(GrainClass grainClass, IdSpan key, WorkerPool? pool = null)
    {
        Class = grainClass;
        Key = key;
        Pool = pool;
        LastUsed = grainClass.Silo.Tick;
    }

    public GrainClass Class { get; }
    public IdSpan Key { get; }
    public WorkerPool? Pool { get; }

    /// <summary>The silo's tick at the last call.</summary>
    public int LastUsed { get; private set; }

    public Silo Silo => Class.Silo;
    public GrainId GrainId => new(Class.Type, Key);
    public object? GrainInstance => _instance;
    public bool IsActivating => _state is ActivationState.Created or ActivationState.Activating;
    public bool IsGone => _state == ActivationState.Gone;
    public IWorkItemScheduler Scheduler => this;
    public IGrainLifecycle ObservableLifecycle => Lifecycle;
    public GrainLifecycle Lifecycle => Details.Lifecycle ??= new GrainLifecycle();
    public ActivationId ActivationId => Details.Id;
    public GrainReference GrainReference => Details.Reference ??= Class.SelfReference(Key);
    public Task Deactivated => Details.Deactivated.Task;

    /// <summary>A scope of its own, made when it is first asked for.</summary>
    public IServiceProvider ActivationServices => (Details.Scope ??= Silo.Services.CreateScope()).ServiceProvider;

    internal object Instance => _instance!;

    internal ActivationDetails Details
    {
        get
        {
            var details = Volatile.Read(ref _details);
            return details ?? Interlocked.CompareExchange(ref _details, new ActivationDetails(), null) ?? _details!;
        }
    }

    public TComponent? GetComponent<TComponent>() where TComponent : class =>
        _instance as TComponent
        ?? (_details?.Components is { } components && components.TryGetValue(typeof(TComponent), out var component) ? (TComponent)component : null);

    public void SetComponent<TComponent>(TComponent? value) where TComponent : class
    {
        if (value is null)
        {
            Details.Components?.TryRemove(typeof(TComponent), out _);
        }
        else
        {
            (Details.Components ??= new())[typeof(TComponent)] = value;
        }
    }

    public void EnterReentrantSection(Guid id) => (Details.ReentrantSections ??= []).Add(id);
    public void LeaveReentrantSection(Guid id) => Details.ReentrantSections?.Remove(id);

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    public override string ToString() => $"{GrainId} ({_state})";
}
