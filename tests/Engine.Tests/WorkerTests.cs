using Supertrack.Engine.Tests.Grains;

namespace Supertrack.Engine.Tests;

[Collection(SharedCluster.Name)]
public sealed class WorkerTests(ClusterFixture fixture)
{
    private readonly string _id = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task A_worker_serves_as_many_calls_at_a_time_as_it_may_and_no_more_in_one_silo()
    {
        var worker = fixture.Grains.GetGrain<IWorkerGrain>(Random.Shared.NextInt64());
        var calls = Enumerable.Range(0, (2 * fixture.Cluster.Silos.Count) + 1).Select(i => worker.Work($"{_id}{i}")).ToList();
        int Begun() => Enumerable.Range(0, calls.Count).Count(i => Barriers.IsOpen($"{_id}{i}:begun"));
        // Which calls begin first is the engine's business.
        await Barriers.UntilAsync(() => Task.FromResult(Begun() >= 2), "two calls have begun");
        Assert.True(Begun() <= 2 * fixture.Cluster.Silos.Count);
        for (var i = 0; i < calls.Count; i++)
        {
            Barriers.Open($"{_id}{i}:go");
        }

        await Task.WhenAll(calls);
    }
}
