using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>A state that a grain takes by constructor; it is read before <c>OnActivateAsync</c>.</summary>
public interface IPersistentState<TState> : IStorage<TState>
{
}
