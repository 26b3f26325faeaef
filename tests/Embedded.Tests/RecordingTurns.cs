using System.Collections.Concurrent;
using System.Threading.Channels;
using Orleans;
using Orleans.Runtime;

namespace Supertrack.Embedded.Tests;

/// <summary>Stands in for the runtime: every grain is one object that remembers what reached it.</summary>
internal sealed class RecordingTurns : IGrainTurns
{
    private readonly ConcurrentDictionary<GrainId, RecordingContext> _contexts = new();

    public Func<GrainId, object> Grain { get; set; } = _ => throw new InvalidOperationException("No grain was expected to be reached.");
    public IReadOnlyCollection<(GrainType Type, Type Class)> Classes { get; set; } = [];

    public async Task RunAsync<TState>(
        GrainId grainId, Func<IGrainContext, TState, CancellationToken, Task> turn, TState state, CancellationToken cancellationToken)
    {
        var context = _contexts.GetOrAdd(grainId, id => new RecordingContext(id, Grain(id)));
        await turn(context, state, cancellationToken).WaitAsync(cancellationToken);
    }

    public RecordingContext Context(GrainId grain) => _contexts.GetOrAdd(grain, id => new RecordingContext(id, Grain(id)));

    /// <summary>The activation is gone; the next turn makes another.</summary>
    public void Deactivate(GrainId grain) => _contexts.TryRemove(grain, out _);
}

internal sealed class RecordingContext(GrainId id, object instance) : IGrainContext
{
    private readonly ConcurrentDictionary<Type, object> _components = new();

    public GrainReference GrainReference => throw new NotSupportedException();
    public GrainId GrainId => id;
    public object? GrainInstance => instance;
    public ActivationId ActivationId => throw new NotSupportedException();
    public IServiceProvider ActivationServices => throw new NotSupportedException();
    public IGrainLifecycle ObservableLifecycle => throw new NotSupportedException();
    public IWorkItemScheduler Scheduler => throw new NotSupportedException();
    public Task Deactivated => throw new NotSupportedException();

    public TComponent? GetComponent<TComponent>() where TComponent : class =>
        _components.TryGetValue(typeof(TComponent), out var value) ? (TComponent)value : null;

    public void SetComponent<TComponent>(TComponent? value) where TComponent : class => _components[typeof(TComponent)] = value!;
    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);
}

/// <summary>A grain that hands its ticks to the test.</summary>
internal sealed class RecordingReminded : IRemindable
{
    public Channel<(string Name, TickStatus Status)> Ticks { get; } = Channel.CreateUnbounded<(string, TickStatus)>();
    public Func<Task> OnTick { get; set; } = () => Task.CompletedTask;

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Ticks.Writer.TryWrite((reminderName, status));
        return OnTick();
    }
}
