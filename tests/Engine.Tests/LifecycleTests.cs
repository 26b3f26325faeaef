using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Supertrack.Engine.Tests.Grains;

namespace Supertrack.Engine.Tests;

public sealed class LifecycleTests
{
    [Fact]
    public async Task Participants_start_by_stage_and_stop_in_the_opposite_order()
    {
        var log = new List<string>();
        var cluster = await TestCluster.StartAsync(silo =>
        {
            if (log.Count == 0)
            {
                silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new Participant(log));
                log.Add("configured");
            }
        });
        await cluster.DisposeAsync();
        Assert.Equal(["configured", "start early", "start late", "stop late", "stop early"], log);
    }

    [Fact]
    public async Task A_silo_that_stops_deactivates_its_grains_when_their_calls_are_finished()
    {
        var id = Guid.NewGuid().ToString("N");
        var cluster = await TestCluster.StartAsync();
        var grain = cluster.Grains.GetGrain<ILifeGrain>(id);
        Assert.Equal(1, await grain.Activation());
        await cluster.DisposeAsync();
        Assert.True(Barriers.IsOpen($"{id}:deactivated1"));
        Assert.Equal(DeactivationReasonCode.ShuttingDown, LifeGrain.Reasons[id]);
    }

    private sealed class Participant(List<string> log) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle)
        {
            Subscribe(lifecycle, "late", ServiceLifecycleStage.Active + 10);
            Subscribe(lifecycle, "early", ServiceLifecycleStage.ApplicationServices);
        }

        private void Subscribe(ISiloLifecycle lifecycle, string name, int stage) => lifecycle.Subscribe(name, stage, _ => Note($"start {name}"), _ => Note($"stop {name}"));

        private Task Note(string what)
        {
            log.Add(what);
            return Task.CompletedTask;
        }
    }
}
