using Orleans.Engine;

namespace Orleans.Runtime;

/// <content>
/// The mailbox: a lock-free stack that doubles as the lock. Null: nobody owns the activation. Otherwise one thread owns it, or has
/// promised it to the thread pool; that owner takes what was posted, in the order posted, until it can put null back.
/// </content>
internal sealed partial class Activation
{
    /// <summary>What lies at the bottom while the owner has taken everything.</summary>
    private static readonly WorkItem Owned = new ControlItem(static _ => { }, null);

    /// <summary>After so long the owner gives other activations a turn.</summary>
    private const int TimeSliceMilliseconds = 20;

    private WorkItem? _mailbox;
    private WorkItem? _inbox;

    public bool TryOwn() => _mailbox is null && Interlocked.CompareExchange(ref _mailbox, Owned, null) is null;

    /// <summary>True when another thread owns the activation and nothing waits: a moment's patience may be enough.</summary>
    public bool IsBrieflyOwned => ReferenceEquals(_mailbox, Owned);

    public void Release()
    {
        if (_inbox is not null || !ReferenceEquals(Interlocked.CompareExchange(ref _mailbox, null, Owned), Owned))
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    public void Post(WorkItem item)
    {
        var head = Volatile.Read(ref _mailbox);
        while (true)
        {
            item.Next = head;
            var seen = Interlocked.CompareExchange(ref _mailbox, item, head);
            if (ReferenceEquals(seen, head))
            {
                break;
            }

            head = seen;
        }

        if (head is null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => Post(new Continuation(d, state));

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("A grain's turns cannot be entered synchronously; use Post.");

    public override SynchronizationContext CreateCopy() => this;

    void IWorkItemScheduler.QueueAction(Action action) => Post(new ControlItem(static action => ((Action)action!)(), action));
    void IWorkItemScheduler.QueueAction(Action<object> action, object state) => Post(new ControlItem(action!, state));
    void IWorkItemScheduler.QueueTask(Task task) => Post(new ControlItem(static task => ((Task)task!).RunSynchronously(TaskScheduler.Default), task));

    void IThreadPoolWorkItem.Execute()
    {
        var previous = Current;
        SetSynchronizationContext(this);
        try
        {
            Drain();
        }
        finally
        {
            SetSynchronizationContext(previous);
        }
    }

    private void Drain()
    {
        var until = Environment.TickCount64 + TimeSliceMilliseconds;
        var turns = 0;
        do
        {
            if (_inbox is null)
            {
                TakePosted();
            }

            while (_inbox is { } item)
            {
                _inbox = item.Next;
                item.Next = null;
                Process(item);
                if ((++turns & 15) == 0 && Environment.TickCount64 >= until)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                    return;
                }
            }
        }
        while (!ReferenceEquals(Interlocked.CompareExchange(ref _mailbox, null, Owned), Owned));
    }

    private void TakePosted()
    {
        var item = Interlocked.Exchange(ref _mailbox, Owned);
        WorkItem? first = null;
        while (item is not null && !ReferenceEquals(item, Owned))
        {
            (item.Next, first, item) = (first, item, item.Next);
        }

        _inbox = first;
    }
}
