using System.Text.Json;
using Orleans.Providers.Streams.Common;

namespace Orleans.Streams.Durable;

/// <summary>An attached observer of whatever type of event.</summary>
internal abstract class StreamObserver
{
    /// <summary>Hands over the writes in order and notes each event that was taken; stops at the first that is not.</summary>
    public abstract Task DeliverAsync(StreamDelivery delivery);

    public abstract Task OnErrorAsync(Exception error);
}

internal sealed class SingleObserver<T>(IAsyncObserver<T> observer, JsonSerializerOptions json) : StreamObserver
{
    public override async Task DeliverAsync(StreamDelivery delivery)
    {
        foreach (var batch in delivery.Batches)
        {
            var events = batch.Events<T>(json);
            for (var index = delivery.FirstOf(batch); index < events.Length; index++)
            {
                await observer.OnNextAsync(events[index], new EventSequenceToken(batch.Number, batch.Offset + index));
                if (!delivery.Taken(new StreamPosition(batch.Number, index + 1)))
                    return;
            }

            if (!delivery.Taken(StreamPosition.After(batch.Number)))
                return;
        }
    }

    public override Task OnErrorAsync(Exception error) => observer.OnErrorAsync(error);
}

internal sealed class BatchObserver<T>(IAsyncBatchObserver<T> observer, JsonSerializerOptions json) : StreamObserver
{
    public override async Task DeliverAsync(StreamDelivery delivery)
    {
        var items = new List<SequentialItem<T>>();
        foreach (var batch in delivery.Batches)
        {
            var events = batch.Events<T>(json);
            for (var index = delivery.FirstOf(batch); index < events.Length; index++)
            {
                items.Add(new SequentialItem<T>(events[index], new EventSequenceToken(batch.Number, batch.Offset + index)));
                // After a failure one at a time, so that it is known which event cannot be taken.
                if (delivery.IsRetry && !await HandOverAsync(delivery, items, new StreamPosition(batch.Number, index + 1)))
                    return;
            }

            if (delivery.IsRetry && !delivery.Taken(StreamPosition.After(batch.Number)))
                return;
        }

        if (!delivery.IsRetry)
            await HandOverAsync(delivery, items, StreamPosition.After(delivery.Batches[^1].Number));
    }

    public override Task OnErrorAsync(Exception error) => observer.OnErrorAsync(error);

    private async Task<bool> HandOverAsync(StreamDelivery delivery, List<SequentialItem<T>> items, StreamPosition position)
    {
        if (items.Count > 0)
            await observer.OnNextAsync(items.ToArray());
        items.Clear();
        return delivery.Taken(position);
    }
}
