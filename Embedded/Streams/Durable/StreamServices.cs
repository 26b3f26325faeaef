using System.Text.Json;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Storage.Sqlite;

namespace Orleans.Streams.Durable;

/// <summary>What the parts of one stream provider share.</summary>
internal sealed record StreamServices(
    string Provider,
    DurableStore Store,
    IGrainTurns Turns,
    TimeProvider Time,
    JsonSerializerOptions Json,
    DurableStreamOptions Options,
    ILogger Logger)
{
    public long UtcTicks => Time.GetUtcNow().UtcTicks;

    /// <summary>Cancelled when no delivery may begin any more.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>Cancelled when deliveries that have begun are given up too.</summary>
    public CancellationToken CutOff { get; init; }

    /// <summary>
    /// Observers attached by code outside grains. Their subscriptions last as long as the process: there is nothing that could resume them.
    /// </summary>
    public StreamConsumers OutsideGrains { get; } = new();

    public required StreamPositions Positions { get; init; }
}
