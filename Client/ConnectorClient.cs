using System.Collections.Immutable;
using Supertrack.Grains.Interfaces.Connectors;

namespace Supertrack.Client;

/// <summary>One connector as a service sees it. Failures are the platform's own exceptions (<c>Supertrack.Grains.Interfaces.Errors</c>).</summary>
public sealed class ConnectorClient
{
    private readonly SupertrackClient _client;
    private readonly IConnectorGrain _grain;

    internal ConnectorClient(SupertrackClient client, IConnectorGrain grain) => (_client, _grain) = (client, grain);

    /// <summary>Definition, streams, schedule and health.</summary>
    public Task<ConnectorView> GetAsync() => _client.AsIdentity(_grain.GetAsync);

    /// <summary>Begins a run and answers at once.</summary>
    public Task<RunView> StartRunAsync(RunRequest request) => _client.AsIdentity(() => _grain.StartRunAsync(request));

    /// <summary>One run by its id.</summary>
    public Task<RunView> GetRunAsync(string run) => _client.AsIdentity(() => _grain.GetRunAsync(run));

    /// <summary>The latest runs, newest first.</summary>
    public Task<ImmutableArray<RunView>> ListRunsAsync() => _client.AsIdentity(_grain.ListRunsAsync);
}
