namespace Orleans.Runtime;

/// <summary>
/// How the engine's own services (reminders, stream delivery) reach into grains: work runs as a turn of the activation, under the same
/// rules as a call, and activates the grain when it is not active.
/// </summary>
internal interface IGrainTurns
{
    /// <param name="grainId">The grain.</param>
    /// <param name="turn">Runs on the grain's scheduler with its context; exceptions come back through the task.</param>
    /// <param name="state">Passed to <paramref name="turn"/>.</param>
    /// <param name="cancellationToken">Gives up waiting; a turn that has begun sees it too.</param>
    Task RunAsync<TState>(
        GrainId grainId, Func<IGrainContext, TState, CancellationToken, Task> turn, TState state, CancellationToken cancellationToken);

    /// <summary>The grain classes of the process with the names that stand in their ids.</summary>
    IReadOnlyCollection<(GrainType Type, Type Class)> Classes { get; }
}
