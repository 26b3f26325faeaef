using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Concurrency;

namespace Supertrack.Engine.Tests.Grains;

public interface IWaitingGrain : IGrainWithStringKey
{
    Task WaitForCancellation(string point, CancellationToken cancellationToken);
    [ResponseTimeout("00:00:01")] Task WaitForever(string point);
    [OneWay] Task Shout(string point);
    [OneWay] Task ShoutAndFail(string point);
    Task<int> Ping();
    IAsyncEnumerable<int> Count(int to, CancellationToken cancellationToken = default);
    IAsyncEnumerable<int> CountAndFail(int to);
    IAsyncEnumerable<int> CountUntilStopped(string point, CancellationToken cancellationToken = default);
}

public sealed class WaitingGrain : Grain, IWaitingGrain
{
    public async Task WaitForCancellation(string point, CancellationToken cancellationToken)
    {
        Barriers.Open($"{point}:begun");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        finally
        {
            Barriers.Open($"{point}:ended");
        }
    }

    public Task WaitForever(string point) => Barriers.WaitAsync(point);

    public async Task Shout(string point)
    {
        await Barriers.WaitAsync($"{point}:go");
        Barriers.Open($"{point}:heard");
    }

    public Task ShoutAndFail(string point)
    {
        Barriers.Open($"{point}:heard");
        throw new InvalidOperationException("nobody hears this");
    }

    public Task<int> Ping() => Task.FromResult(1);

    public async IAsyncEnumerable<int> Count(int to, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < to; i++)
        {
            if (i % 7 == 0)
            {
                await Task.Yield();
            }

            yield return i;
        }
    }

    public async IAsyncEnumerable<int> CountAndFail(int to)
    {
        for (var i = 0; i < to; i++)
        {
            yield return i;
        }

        await Task.Yield();
        throw new InvalidDataException("the end is broken");
    }

    public async IAsyncEnumerable<int> CountUntilStopped(string point, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                yield return i;
                await Task.Delay(1, cancellationToken);
            }
        }
        finally
        {
            Barriers.Open($"{point}:ended");
        }
    }
}
