using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Engine;

/// <summary>A grain's state, read when the grain is activated.</summary>
internal sealed class PersistentState<TState>(string name, IGrainContext context, IGrainStorage storage) : IPersistentState<TState>, ILifecycleObserver
{
    private readonly GrainState<TState> _state = new(StateInitializer<TState>.Create());

    public TState State
    {
        get => _state.State!;
        set => _state.State = value;
    }

    public string? Etag => _state.ETag;
    public bool RecordExists => _state.RecordExists;

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);
    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);
    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public async Task ReadStateAsync(CancellationToken cancellationToken)
    {
        await storage.ReadStateAsync(name, context.GrainId, _state, cancellationToken);
        _state.State ??= StateInitializer<TState>.Create();
    }

    public Task WriteStateAsync(CancellationToken cancellationToken) => storage.WriteStateAsync(name, context.GrainId, _state, cancellationToken);

    public async Task ClearStateAsync(CancellationToken cancellationToken)
    {
        await storage.ClearStateAsync(name, context.GrainId, _state, cancellationToken);
        _state.State = StateInitializer<TState>.Create();
    }

    public Task OnStart(CancellationToken cancellationToken = default) => ReadStateAsync(cancellationToken);
    public Task OnStop(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
