using Orleans.Engine;

namespace Orleans.Runtime;

/// <inheritdoc/>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly bool _interleave;
    private readonly bool _keepAlive;
    private readonly CancellationTokenSource _stopped = new();
    private readonly ITimer _timer;
    private TimeSpan _period;
    private bool _changed;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        Check(options.DueTime, options.Period);
        _activation = activation;
        _callback = callback;
        _interleave = options.Interleave;
        _keepAlive = options.KeepAlive;
        _period = options.Period;
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            _timer = activation.Silo.Time.CreateTimer(static timer => ((GrainTimer)timer!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        (activation.Details.Timers ??= []).Add(this);
        _timer.Change(options.DueTime, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Complete when no tick runs.</summary>
    public Task LastTick { get; private set; } = Task.CompletedTask;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, period);
        ObjectDisposedException.ThrowIf(_stopped.IsCancellationRequested, this);
        _period = period;
        _changed = true;
        _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        if (_stopped.IsCancellationRequested)
        {
            return;
        }

        _timer.Dispose();
        _stopped.Cancel();
        _activation.Details.Timers?.Remove(this);
    }

    private static void Check(TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero && dueTime != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(dueTime), dueTime, "The due time must not be negative.");
        }

        if (period <= TimeSpan.Zero && period != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(period), period, "The period must be positive, or infinite.");
        }
    }

    private void Due()
    {
        var method = _interleave ? EngineMethods.InterleavingTick : EngineMethods.Tick;
        var call = new TurnCall<GrainTimer>(method, static (_, timer, _) => timer.TickAsync(), this, null, default) { IsPinned = true, IsUse = _keepAlive };
        _activation.Post(call);
    }

    private Task TickAsync() => _stopped.IsCancellationRequested ? Task.CompletedTask : LastTick = RunAsync();

    private async Task RunAsync()
    {
        _changed = false;
        try
        {
            await _callback(_stopped.Token);
        }
        catch (Exception error) when (!_stopped.IsCancellationRequested || error is not OperationCanceledException)
        {
            _activation.Silo.Log.TimerFailed(error, _activation.GrainId);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (!_changed && !_stopped.IsCancellationRequested)
        {
            _timer.Change(_period, Timeout.InfiniteTimeSpan);
        }
    }
}
