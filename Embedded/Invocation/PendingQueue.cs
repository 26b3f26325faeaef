namespace Orleans.Engine;

/// <summary>The place of a call among those that wait for an answer.</summary>
internal struct PendingEntry
{
    public Call? Next;
    public Call? Previous;
    public PendingQueue? Queue;
    public long Since;

    public readonly void Remove(Call call) => Queue?.Remove(call);
}

/// <summary>Calls with one and the same time-out, oldest first.</summary>
internal sealed class PendingQueue(long timeoutTicks, TimeSpan timeout)
{
    private readonly Lock _lock = new();
    private Call? _oldest;
    private Call? _youngest;

    public TimeSpan Timeout => timeout;

    public void Add(Call call, long now)
    {
        lock (_lock)
        {
            call.Pending.Since = now;
            call.Pending.Queue = this;
            call.Pending.Previous = _youngest;
            if (_youngest is null)
            {
                _oldest = call;
            }
            else
            {
                _youngest.Pending.Next = call;
            }

            _youngest = call;
        }
    }

    public void Remove(Call call)
    {
        lock (_lock)
        {
            if (call.Pending.Queue is null)
            {
                return;
            }

            var (next, previous) = (call.Pending.Next, call.Pending.Previous);
            call.Pending = new PendingEntry { Since = call.Pending.Since };
            if (previous is null)
            {
                _oldest = next;
            }
            else
            {
                previous.Pending.Next = next;
            }

            if (next is null)
            {
                _youngest = previous;
            }
            else
            {
                next.Pending.Previous = previous;
            }
        }
    }

    /// <summary>Those whose time is over; they stay until they are answered.</summary>
    public void CollectExpired(long now, List<Call> expired)
    {
        lock (_lock)
        {
            for (var call = _oldest; call is not null && now - call.Pending.Since >= timeoutTicks; call = call.Pending.Next)
            {
                expired.Add(call);
            }
        }
    }

    public void CollectSentBy(Orleans.Runtime.Activation source, List<Call> sent)
    {
        lock (_lock)
        {
            for (var call = _oldest; call is not null; call = call.Pending.Next)
            {
                if (ReferenceEquals(call.Source, source))
                {
                    sent.Add(call);
                }
            }
        }
    }
}
