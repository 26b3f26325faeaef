using Orleans.Engine;

namespace Orleans.Runtime;

/// <content>How an activation comes and goes. Runs in the thread that owns it.</content>
internal sealed partial class Activation
{
    private Exception? _activationFailure;
    private bool _deactivationBegun;

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        if (ReferenceEquals(Current, this))
        {
            MarkDeactivating(deactivationReason, cancellationToken);

            // The call that asked for it is still running; whatever comes next finds the mark.
            Post(new ControlItem(static _ => { }, null));
        }
        else
        {
            Post(new ControlItem(_ => MarkDeactivating(deactivationReason, cancellationToken), null));
        }
    }

    /// <summary>Lets an activation go that nobody has used for long; does nothing when somebody does meanwhile.</summary>
    public void CollectIfIdle(int lastUsed, DeactivationReason reason) => Post(new ControlItem(
        _ =>
        {
            if (_state == ActivationState.Active && !IsBusy && LastUsed == lastUsed)
            {
                MarkDeactivating(reason, default);
            }
        },
        null));

    public void DelayDeactivation(TimeSpan time)
    {
        var now = Silo.Time.GetUtcNow();
        Details.KeepAliveUntil = time <= TimeSpan.Zero ? now
            : time >= DateTimeOffset.MaxValue - now ? DateTimeOffset.MaxValue
            : now + time;
    }

    public bool IsCollectable(DateTimeOffset now) =>
        _state == ActivationState.Active && !IsBusy && (_details is null || _details.KeepAliveUntil <= now);

    private void MarkDeactivating(DeactivationReason reason, CancellationToken token)
    {
        if (_state is not (ActivationState.Created or ActivationState.Activating or ActivationState.Active))
        {
            return;
        }

        if (_state == ActivationState.Activating)
        {
            // First it has to be there.
            Details.Reason = reason;
            return;
        }

        var wasCreated = _state == ActivationState.Created;
        Details.Reason = reason;
        Details.DeactivationToken = token;
        _state = ActivationState.Deactivating;
        if (wasCreated)
        {
            BecomeGone();
        }
    }

    private void BeginActivation(Dictionary<string, object>? context)
    {
        _state = ActivationState.Activating;
        Task task;
        try
        {
            if (context is not null)
            {
                RequestContext.Current = context;
            }

            _instance = Class.Construct(this);
            task = Class.IsPlain && _details?.Lifecycle is null ? Task.CompletedTask : ActivateAsync();
        }
        catch (Exception error)
        {
            task = Task.FromException(error);
        }

        TurnFrame.RestoreClean();
        if (task.IsCompleted)
        {
            Activated(task);
        }
        else
        {
            task.GetAwaiter().UnsafeOnCompleted(() => Activated(task));
        }
    }

    private async Task ActivateAsync()
    {
        using var limit = new CancellationTokenSource(Silo.Collection.ActivationTimeout, Silo.Time);
        if (_details?.Lifecycle is { } lifecycle)
        {
            await lifecycle.StartAsync(GrainLifecycleStage.First, GrainLifecycleStage.Activate - 1, limit.Token);
        }

        if (_instance is IGrainBase grain)
        {
            await grain.OnActivateAsync(limit.Token).WaitAsync(limit.Token);
        }

        if (_details?.Lifecycle is { } rest)
        {
            await rest.StartAsync(GrainLifecycleStage.Activate, GrainLifecycleStage.Last, limit.Token);
        }
    }

    private void Activated(Task task)
    {
        if (task.IsCompletedSuccessfully)
        {
            _state = ActivationState.Active;
            Touch();
            Silo.Meters.Activated(Class);
            if (_details is { Reason.ReasonCode: not DeactivationReasonCode.None })
            {
                _state = ActivationState.Deactivating;
            }

            return;
        }

        var error = TaskFailure.Of(task);
        _activationFailure = error is OperationCanceledException
            ? new TimeoutException($"Grain {GrainId} was not activated within {Silo.Collection.ActivationTimeout}.", error)
            : error;
        Silo.Log.ActivationFailed(_activationFailure, GrainId);
        Silo.Meters.ActivationFailed(Class);
        Details.Reason = new DeactivationReason(DeactivationReasonCode.ActivationFailed, _activationFailure, "The activation failed.");
        while (_waitingFirst is { } call)
        {
            Unlink(call, null);
            call.Finish();
            call.Fail(_activationFailure);
        }

        _state = ActivationState.Deactivating;
        _deactivationBegun = true;
        _ = FinishAsync(runGrain: false);
    }

    private void BeginDeactivation()
    {
        if (_deactivationBegun)
        {
            return;
        }

        _deactivationBegun = true;
        _ = FinishAsync(runGrain: true);
        TurnFrame.RestoreClean();
    }

    private async Task FinishAsync(bool runGrain)
    {
        try
        {
            await StopTimersAsync();
            if (runGrain && (!Class.IsPlain || _details?.Lifecycle is not null))
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(Details.DeactivationToken);
                using var timer = Silo.Time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), limit, Silo.Collection.DeactivationTimeout, Timeout.InfiniteTimeSpan);
                await StopGrainAsync(limit.Token);
            }

            await DisposeAsync();
        }
        catch (Exception error)
        {
            Silo.Log.DeactivationFailed(error, GrainId);
        }
        finally
        {
            BecomeGone();
        }
    }

    private async Task StopTimersAsync()
    {
        if (_details?.Timers is { } timers)
        {
            foreach (var timer in timers.ToArray())
            {
                timer.Dispose();
                await timer.LastTick;
            }
        }
    }

    private async Task StopGrainAsync(CancellationToken token)
    {
        try
        {
            if (_instance is IGrainBase grain)
            {
                await grain.OnDeactivateAsync(Details.Reason, token).WaitAsync(token);
            }
        }
        catch (Exception error)
        {
            Silo.Log.DeactivationFailed(error, GrainId);
        }

        if (_details?.Lifecycle is { } lifecycle)
        {
            await lifecycle.StopAsync(token);
        }
    }

    private async Task DisposeAsync()
    {
        switch (_instance)
        {
            case IAsyncDisposable disposable:
                await disposable.DisposeAsync();
                break;
            case IDisposable disposable:
                disposable.Dispose();
                break;
            default:
                break;
        }

        if (_details?.Scope is IAsyncDisposable scope)
        {
            await scope.DisposeAsync();
        }
        else
        {
            _details?.Scope?.Dispose();
        }
    }

    private void BecomeGone()
    {
        if (_state == ActivationState.Gone)
        {
            return;
        }

        Class.Remove(this);
        _state = ActivationState.Gone;
        Silo.Meters.Deactivated(Class, Details.Reason.ReasonCode);
        _instance = null;
        RedeliverWaiting();
        Details.Deactivated.TrySetResult();
    }
}
