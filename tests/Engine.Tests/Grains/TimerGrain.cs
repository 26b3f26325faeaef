using Orleans;
using Orleans.Runtime;

namespace Supertrack.Engine.Tests.Grains;

public interface ITimerGrain : IGrainWithStringKey
{
    Task Start(string point, int ticks);
    Task StartFailing(string point);
    Task<int> Ticks();
    Task Stop();
    Task Leave();
}

public sealed class TimerGrain : Grain, ITimerGrain
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    private IGrainTimer? _timer;
    private int _ticks;
    private bool _inTurn;

    public Task Start(string point, int ticks)
    {
        _timer = this.RegisterGrainTimer(
            async (state, token) =>
            {
                if (_inTurn)
                {
                    Barriers.Open($"{point}:overlap");
                }

                _inTurn = true;
                await Task.Delay(5, token);
                _inTurn = false;
                if (++_ticks == state)
                {
                    Barriers.Open($"{point}:ticked");
                }
            },
            ticks,
            new GrainTimerCreationOptions { DueTime = Period, Period = Period });
        return Task.CompletedTask;
    }

    public Task StartFailing(string point)
    {
        this.RegisterGrainTimer(
            () =>
            {
                if (++_ticks == 3)
                {
                    Barriers.Open($"{point}:ticked");
                }

                throw new InvalidOperationException("a tick failed");
            },
            Period,
            Period);
        return Task.CompletedTask;
    }

    public async Task<int> Ticks()
    {
        _inTurn = true;
        await Task.Delay(30);
        _inTurn = false;
        return _ticks;
    }

    public Task Stop()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
