using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Engine;

/// <summary>All calls of a silo that wait for an answer; ends those that wait too long.</summary>
internal sealed class PendingCalls : IDisposable
{
    /// <summary>How often time-outs are looked for.</summary>
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly Stripe[] _stripes;
    private readonly ITimer _timer;
    private readonly TimeSpan _default;

    public PendingCalls(TimeProvider time, TimeSpan defaultTimeout)
    {
        _time = time;
        _default = defaultTimeout;
        _stripes = new Stripe[Math.Clamp((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount) * 2, 4, 64)];
        for (var i = 0; i < _stripes.Length; i++)
        {
            _stripes[i] = new Stripe(QueueFor(defaultTimeout));
        }

        _timer = time.CreateTimer(static state => ((PendingCalls)state!).Sweep(), this, SweepPeriod, SweepPeriod);
    }

    public void Add(Call call)
    {
        var stripe = _stripes[Environment.CurrentManagedThreadId & (_stripes.Length - 1)];
        var queue = call.Method.ResponseTimeout is { } own && own != _default
            ? stripe.Others.GetOrAdd(own, QueueFor)
            : stripe.Default;
        queue.Add(call, _time.GetTimestamp());
    }

    /// <summary>The calls an activation has made and waits for.</summary>
    public List<Call> SentBy(Activation source)
    {
        var sent = new List<Call>();
        foreach (var queue in Queues())
        {
            queue.CollectSentBy(source, sent);
        }

        return sent;
    }

    public TimeSpan Age(Call call) => _time.GetElapsedTime(call.Pending.Since);

    public void Dispose() => _timer.Dispose();

    private PendingQueue QueueFor(TimeSpan timeout) =>
        new(timeout > TimeSpan.FromDays(10_000) || timeout < TimeSpan.Zero ? long.MaxValue : (long)(timeout.TotalSeconds * _time.TimestampFrequency), timeout);

    private IEnumerable<PendingQueue> Queues() => _stripes.SelectMany(stripe => stripe.Others.Values.Prepend(stripe.Default));

    private void Sweep()
    {
        var now = _time.GetTimestamp();
        var expired = new List<Call>();
        foreach (var queue in Queues())
        {
            expired.Clear();
            queue.CollectExpired(now, expired);
            foreach (var call in expired)
            {
                var error = new TimeoutException(TimeoutReport.Describe(call, queue.Timeout, this));

                // On a thread of its own, because the caller may go on in it.
                ThreadPool.UnsafeQueueUserWorkItem(static state => state.call.TimedOut(state.error), (call, error), preferLocal: false);
            }
        }
    }

    private sealed class Stripe(PendingQueue queue)
    {
        public PendingQueue Default { get; } = queue;
        public ConcurrentDictionary<TimeSpan, PendingQueue> Others { get; } = new();
    }
}
