using Orleans;
using Orleans.Concurrency;

namespace Supertrack.Engine.Tests.Grains;

public interface IWorkerGrain : IGrainWithIntegerKey
{
    Task Work(string point);
}

[StatelessWorker(2)]
public sealed class WorkerGrain : Grain, IWorkerGrain
{
    public async Task Work(string point)
    {
        Barriers.Open($"{point}:begun");
        await Barriers.WaitAsync($"{point}:go");
    }
}
