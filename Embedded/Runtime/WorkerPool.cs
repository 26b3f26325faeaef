using Orleans.Engine;

namespace Orleans.Runtime;

/// <summary>The activations of one stateless worker grain: an idle one serves, a new one is made while there are fewer than allowed.</summary>
internal sealed class WorkerPool(GrainClass grainClass, IdSpan key)
{
    private readonly Lock _growth = new();
    private Activation[] _workers = [];
    private int _turn;

    public Activation[] Workers => Volatile.Read(ref _workers);

    /// <summary>An activation that this thread now owns and that may begin a call at once; null when there is none.</summary>
    public Activation? TryOwnReady()
    {
        foreach (var worker in Workers)
        {
            if (worker.TryOwn())
            {
                if (worker.IsReady)
                {
                    return worker;
                }

                worker.Release();
            }
        }

        return null;
    }

    public void Accept(Call call, bool inline)
    {
        var workers = Workers;
        foreach (var worker in workers)
        {
            if (worker.IsFree)
            {
                worker.Accept(call, inline);
                return;
            }
        }

        if (workers.Length < grainClass.MaxWorkers && Grow() is { } added)
        {
            added.Accept(call, inline);
            return;
        }

        // All are busy: they take the calls in turn. Should the last one have gone just now, there is room for a new one.
        workers = Workers;
        if (workers.Length == 0)
        {
            Accept(call, inline);
            return;
        }

        workers[(int)((uint)Interlocked.Increment(ref _turn) % (uint)workers.Length)].Accept(call, inline: false);
    }

    public void Remove(Activation worker)
    {
        lock (_growth)
        {
            Volatile.Write(ref _workers, [.. _workers.Where(w => !ReferenceEquals(w, worker))]);
        }
    }

    private Activation? Grow()
    {
        lock (_growth)
        {
            if (_workers.Length >= grainClass.MaxWorkers)
            {
                return null;
            }

            var worker = new Activation(grainClass, key, this);
            Volatile.Write(ref _workers, [.. _workers, worker]);
            return worker;
        }
    }
}
