using System.Diagnostics;
using Orleans.Diagnostics;
using Orleans.Hosting;
using Supertrack.Engine.Tests.Grains;

namespace Supertrack.Engine.Tests;

public sealed class TracingTests
{
    [Fact]
    public async Task The_trace_of_the_caller_goes_on_in_the_grains_it_reaches()
    {
        await using var cluster = await TestCluster.StartAsync(silo => silo.AddActivityPropagation());
        var ended = new System.Collections.Concurrent.ConcurrentQueue<Activity>();
        using var source = new ActivitySource("Supertrack.Engine.Tests");
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == source.Name || s.Name == ActivitySources.ApplicationGrainActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        ActivityTraceId trace;
        using (var root = source.StartActivity("root"))
        {
            trace = root!.TraceId;
            await cluster.Grains.GetGrain<IContextGrain>("traced").ValueFurtherOn("traced further", "x");
        }

        var servers = ended.Where(a => a.TraceId == trace && a.Kind == ActivityKind.Server).Select(a => a.OperationName).ToList();
        Assert.Contains(servers, name => name.EndsWith("ValueFurtherOn", StringComparison.Ordinal));
        Assert.Contains(servers, name => name.EndsWith("Value", StringComparison.Ordinal));
    }
}
