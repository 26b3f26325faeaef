using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Healing.Rollout;
using Supertrack.Core.Healing.Trials;
using Supertrack.Core.Syncing;
using Supertrack.Grains.Interfaces.Connectors;

namespace Supertrack.Grains.Tests.Connectors;

public sealed class RepairStormTests : IDisposable
{
    private const int Sick = 8;
    private const string Manifest = """
        version: "6.44.0"
        type: DeclarativeSource
        check: {type: CheckStream, stream_names: [numbers]}
        streams:
          - type: DeclarativeStream
            name: numbers
            primary_key: id
            retriever:
              type: SimpleRetriever
              requester: {type: HttpRequester, url_base: "https://api.acme.test", path: /numbers}
              record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("supertrack-grains-").FullName;

    [Fact]
    public async Task A_storm_of_failures_holds_up_no_healthy_connector_and_few_search_at_a_time()
    {
        var (source, trials) = (new SickSource(), new HangingTrials());
        await using var silo = await TestSilo.StartAsync(_folder, source, repairs: new RepairPolicy(), trials: trials);
        foreach (var name in Enumerable.Range(0, Sick).Select(number => $"sick{number}").Append("healthy"))
        {
            await silo.Connector(name).RegisterAsync(new ConnectorDefinition { Manifest = Manifest });
            await RunAsync(silo, name, "succeeded");
        }
        source.IsBroken = true;
        for (var number = 0; number < Sick; number++)
            await RunAsync(silo, $"sick{number}", "failed");
        await trials.Busy.WaitAsync(TimeSpan.FromSeconds(30));
        for (var run = 0; run < 3; run++)
            await RunAsync(silo, "healthy", "succeeded");
        Assert.Equal("searching", (await silo.Connector("sick0").GetRepairAsync("1")).Stage);
        Assert.InRange(trials.Most, 1, 2);
        trials.LetGo();
        for (var number = 0; number < Sick; number++)
            await EndsAsync(silo, $"sick{number}");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task RunAsync(TestSilo silo, string connector, string status)
    {
        var run = await silo.Connector(connector).StartRunAsync(new RunRequest { FullRefresh = true });
        Assert.Equal(status, (await silo.WaitAsync(connector, run.Id, "succeeded", "failed")).Status);
    }

    private static async Task EndsAsync(TestSilo silo, string connector)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await silo.Connector(connector).GetRepairAsync("1")).Stage is var stage && stage != "escalated")
        {
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"The repair of {connector} is {stage}; waited for its escalation.");
            await Task.Yield();
        }
    }

    /// <summary>A source that fails for some connectors once it is broken.</summary>
    private sealed class SickSource : ISourceOpener
    {
        private readonly CountingSource _sound = new(pages: 2, pageSize: 5);

        public volatile bool IsBroken;

        public IOpenedSource Open(SourceRequest request) => IsBroken && request.Name.StartsWith("sick", StringComparison.Ordinal)
            ? new CountingSource(pages: 2, pageSize: 5) { FailAtPage = 0, FailsWith = new ConnectorException(FailureKind.System, "410 Gone") }
            : _sound;
    }

    /// <summary>Trials that hang until they are let go, and then show nothing.</summary>
    private sealed class HangingTrials : IRepairTrials, ITrialReader
    {
        private readonly TaskCompletionSource _busy = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _now;

        public int Most { get; private set; }

        public Task Busy => _busy.Task;

        public void LetGo() => _go.TrySetResult();

        public ITrialReader Open(string tenant, string connector, JsonObject config, TenantReach reach) => this;

        public async Task<Observation> ReadAsync(JsonObject manifest, string stream, TrialLimits limits, CancellationToken cancellationToken)
        {
            Most = Math.Max(Most, Interlocked.Increment(ref _now));
            _busy.TrySetResult();
            await _go.Task.WaitAsync(cancellationToken);
            Interlocked.Decrement(ref _now);
            throw new InvalidOperationException("Nothing answers.");
        }
    }
}
