using System.Diagnostics;
using Orleans.Engine;

namespace Orleans.Runtime;

/// <content>Which calls begin when. Runs only in the thread that owns the activation.</content>
internal sealed partial class Activation
{
    private Call? _running;
    private int _blocking;
    private int _blockingWriters;
    private Call? _waitingFirst;
    private Call? _waitingLast;
    private int _waiting;
    private int _waitingInterleavable;

    public bool IsBusy => _running is not null || _waitingFirst is not null;

    /// <summary>Nothing runs or waits here, as far as another thread can see.</summary>
    public bool IsFree => _mailbox is null && _running is null && _waitingFirst is null && _state <= ActivationState.Active;

    /// <summary>Whether a plain call may begin at once, for the path that allocates nothing.</summary>
    internal bool IsReady => _state == ActivationState.Active && (_blocking == 0 || Class.IsReentrant);

    /// <summary>Runs the call now where the caller's thread can have the activation, else later.</summary>
    public void Accept(Call call, bool inline)
    {
        call.Target = this;
        if (!inline || !TryOwn())
        {
            Post(call);
            return;
        }

        var frame = TurnFrame.Enter(this);
        Process(call);
        frame.Leave();
        Release();
    }

    public string? DescribeRunning() => _running?.Method.ToString();

    private void Process(WorkItem item)
    {
        switch (item)
        {
            case Call call:
                Admit(call);
                break;
            case Continuation continuation:
                RunSafely(static item => ((Continuation)item).Run(), continuation);
                break;
            case ControlItem control:
                RunSafely(static item => ((ControlItem)item).Run(), control);
                break;
            default:
                throw new InvalidOperationException($"Unknown work item {item}.");
        }

        if (_waitingFirst is not null || _state >= ActivationState.Deactivating)
        {
            Pump();
        }
    }

    private void RunSafely<TItem>(Action<TItem> run, TItem item)
    {
        try
        {
            run(item);
        }
        catch (Exception error)
        {
            Silo.Log.UnhandledInTurn(error, GrainId);
        }
    }

    private void Admit(Call call)
    {
        call.Target = this;
        if (call.IsAnswered)
        {
            call.Finish();
        }
        else if (_state == ActivationState.Gone)
        {
            Silo.Redeliver(call);
        }
        else if (_state == ActivationState.Active && MayBegin(call))
        {
            Begin(call);
        }
        else
        {
            Wait(call);
            if (_state == ActivationState.Created)
            {
                BeginActivation(call.Context);
            }
        }
    }

    private void Wait(Call call)
    {
        var limit = Class.MaxWaiting;
        if (limit > 0 && _waiting >= limit)
        {
            call.Fail(new LimitExceededException("MaxEnqueuedRequests", _waiting, limit, GrainId));
            return;
        }

        if (_waitingLast is null)
        {
            _waitingFirst = call;
        }
        else
        {
            _waitingLast.Next = call;
        }

        _waitingLast = call;
        _waiting++;
        if (Class.CanInterleave(call))
        {
            _waitingInterleavable++;
        }
    }

    private bool MayBegin(Call call)
    {
        if (_blocking == 0 || Class.IsReentrant || (call.Options & MethodOptions.AlwaysInterleave) != 0)
        {
            return true;
        }

        if ((call.Options & MethodOptions.ReadOnly) != 0 && _blockingWriters == 0)
        {
            return true;
        }

        return (_details?.ReentrantSections is { Count: > 0 } sections && call.ReentrancyId is var id && id != Guid.Empty && sections.Contains(id))
            || Class.MayInterleave(_instance, call);
    }

    private void Pump()
    {
        if (_state == ActivationState.Active)
        {
            while (TakeBeginnable() is { } call)
            {
                if (call.IsAnswered)
                {
                    call.Finish();
                }
                else
                {
                    Begin(call);
                }

                if (_state != ActivationState.Active)
                {
                    break;
                }
            }
        }

        if (_state == ActivationState.Deactivating && _running is null)
        {
            BeginDeactivation();
        }
        else if (_state == ActivationState.Gone)
        {
            RedeliverWaiting();
        }
    }

    private Call? TakeBeginnable()
    {
        if (_waitingFirst is null || (_blocking > 0 && _waitingInterleavable == 0 && !Class.IsReentrant))
        {
            return null;
        }

        Call? before = null;
        for (var call = _waitingFirst; call is not null; before = call, call = (Call?)call.Next)
        {
            if (call.IsAnswered || MayBegin(call))
            {
                Unlink(call, before);
                return call;
            }
        }

        return null;
    }

    private void Unlink(Call call, Call? before)
    {
        if (before is null)
        {
            _waitingFirst = (Call?)call.Next;
        }
        else
        {
            before.Next = call.Next;
        }

        if (ReferenceEquals(_waitingLast, call))
        {
            _waitingLast = before;
        }

        call.Next = null;
        _waiting--;
        if (Class.CanInterleave(call))
        {
            _waitingInterleavable--;
        }
    }

    private void RedeliverWaiting()
    {
        while (_waitingFirst is { } call)
        {
            Unlink(call, null);
            Silo.Redeliver(call);
        }
    }

    private void Begin(Call call)
    {
        var pace = call.Method.Pace;
        var started = pace.Start();
        if (Silo.Meters.MeasuresCalls)
        {
            call.StartedAt = Stopwatch.GetTimestamp();
        }

        Task task;
        try
        {
            if (call.Context is not null)
            {
                RequestContext.Current = call.Context;
            }

            task = Class.RunsFilters ? IncomingFilters.Run(this, call) : call.InvokeOn(_instance!);
            task ??= call.Failed(new InvalidOperationException($"{Class.Class.Name}.{call.Method.Name} returned null instead of a task."));
        }
        catch (Exception error)
        {
            task = call.Failed(error);
        }

        TurnFrame.RestoreClean();
        pace.Stop(started);
        if (task.IsCompleted)
        {
            Ended(call, task);
        }
        else
        {
            Track(call, task);
        }
    }

    /// <summary>Keeps a call whose method awaits something; the rest of it comes as continuations.</summary>
    internal void Track(Call call, Task task)
    {
        call.Target = this;
        call.Running = task;
        call.RunningNext = _running;
        if (_running is not null)
        {
            _running.RunningPrevious = call;
        }

        _running = call;
        call.Blocks = (call.Options & MethodOptions.AlwaysInterleave) == 0 && !Class.MayInterleave(_instance, call);
        CountBlocking(call, 1);

        // The continuation is posted to this activation, whose context is current.
        task.GetAwaiter().UnsafeOnCompleted(() => Finished(call));
    }

    private void Finished(Call call)
    {
        if (call.RunningPrevious is null)
        {
            _running = call.RunningNext;
        }
        else
        {
            call.RunningPrevious.RunningNext = call.RunningNext;
        }

        if (call.RunningNext is not null)
        {
            call.RunningNext.RunningPrevious = call.RunningPrevious;
        }

        call.RunningNext = call.RunningPrevious = null;
        CountBlocking(call, -1);
        Ended(call, call.Running!);
    }

    private void CountBlocking(Call call, int by)
    {
        if (call.Blocks)
        {
            _blocking += by;
            _blockingWriters += (call.Options & MethodOptions.ReadOnly) == 0 ? by : 0;
        }
    }

    private void Ended(Call call, Task task)
    {
        if (call.IsUse)
        {
            Touch();
        }

        if (!task.IsCompletedSuccessfully)
        {
            CallFailed(task);
        }

        call.Finish();
        call.Answer(task);
        Silo.Meters.Answered(call);
    }

    internal void Touch() => LastUsed = Silo.Tick;

    /// <summary>A stale state makes the activation useless: the next call shall read it anew.</summary>
    internal void CallFailed(Task task)
    {
        if (task.Exception?.InnerException is Storage.InconsistentStateException { IsSourceActivation: true } stale)
        {
            stale.IsSourceActivation = false;
            Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, stale, "The state in storage is newer than this activation's."));
        }
    }
}
