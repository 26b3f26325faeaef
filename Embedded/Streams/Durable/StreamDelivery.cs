namespace Orleans.Streams.Durable;

/// <summary>Writes on their way to one subscriber in one turn.</summary>
/// <param name="Pump">Whose they are.</param>
/// <param name="Batches">In order; at least one.</param>
/// <param name="Epoch">Differs from the pump's when the subscriber chose another place meanwhile: then nothing more of this is wanted.</param>
/// <param name="From">Where the subscriber stood when they were read.</param>
/// <param name="IsRetry">The last attempt failed.</param>
internal sealed record StreamDelivery(
    SubscriptionPump Pump, IReadOnlyList<StreamBatch> Batches, int Epoch, StreamPosition From, bool IsRetry)
{
    /// <summary>The epoch of what is brought beside the stream's order and moves no position.</summary>
    public const int Apart = -1;

    /// <summary>The first event of a write that the subscriber does not have.</summary>
    public int FirstOf(StreamBatch batch) => batch.Number == From.Number ? From.Events : 0;

    /// <returns>False when the rest is not wanted any more.</returns>
    public bool Taken(StreamPosition position) => Epoch == Apart || Pump.Advance(position, Epoch);

    public bool IsWanted => Epoch == Apart || Pump.IsAt(Epoch);
}
