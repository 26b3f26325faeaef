using System.Text;

namespace Orleans.Streams.Durable;

/// <summary>The dead letters of a durable stream provider.</summary>
internal sealed class StreamDeadLetters(StreamServices services, DurableStreamProvider provider) : IStreamDeadLetters
{
    public IReadOnlyList<StreamDeadLetter> List(string? owner, long before, int limit) =>
        DeadLetterTable.List(services.Store, services.Provider, owner, before, limit).ConvertAll(View);

    public StreamDeadLetter? Find(long id) => DeadLetterTable.Find(services.Store, services.Provider, id) is { } row ? View(row) : null;

    public async Task<string?> RetryAsync(long id, CancellationToken cancellationToken)
    {
        var row = DeadLetterTable.Find(services.Store, services.Provider, id)
            ?? throw new KeyNotFoundException($"There is no dead letter {id}.");
        var pump = provider.Pump(StreamName.Parse(row.Stream), row.Subscription)
            ?? throw new InvalidOperationException($"The subscription of {row.Grain} to {row.Stream} is gone: nobody is left to take the event. Discard the dead letter.");
        try
        {
            await pump.BringApartAsync(new StreamBatch(row.Number, Encoding.UTF8.GetBytes(IsWhole(row) ? row.Data : $"[{row.Data}]")) { Offset = IsWhole(row) ? 0 : row.Index }, cancellationToken);
        }
#pragma warning disable CA1031 // whatever the subscriber throws, the event stays a dead letter
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await services.Store.WriteAsync(new DeadLetterTried(id, services.UtcTicks, error.ToString()));
            return $"{error.GetType().Name}: {error.Message}";
        }

        await services.Store.WriteAsync(new DeadLetterRemove(id));
        return null;
    }

    public async Task<bool> DiscardAsync(long id) => Find(id) is not null && await services.Store.WriteAsync(new DeadLetterRemove(id));

    /// <summary>A write that could not be read was put aside as the list of events it is.</summary>
    private static bool IsWhole(DeadLetterRow row) => row.Error.StartsWith(typeof(UnreadableEventsException).FullName!, StringComparison.Ordinal);

    private static StreamDeadLetter View(DeadLetterRow row) => new(
        row.Id, row.Stream[(row.Stream.IndexOf('/', StringComparison.Ordinal) + 1)..], row.Grain, new DateTimeOffset(row.Time, TimeSpan.Zero), row.Attempts,
        row.Error, row.Data);
}
