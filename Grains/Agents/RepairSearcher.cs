using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Healing;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Memory;
using Supertrack.Core.Healing.Search;
using Supertrack.Core.Healing.Trials;
using Supertrack.Core.Storage;
using Supertrack.Grains.Interfaces.Agents;

namespace Supertrack.Grains.Agents;

/// <summary>Searches one repair: stream after stream, each judged by the rows that are stored of it.</summary>
public sealed class RepairSearcher(IRepairTrials trials, IWarehouse warehouse)
{
    /// <summary>Never throws for what the API or the manifest does wrong.</summary>
    /// <param name="remembered">What worked before for the tenant's connectors; tried first on its host.</param>
    public async Task<RepairReport> SearchAsync(RepairOrder order, TenantReach reach, IReadOnlyList<RememberedRepair> remembered, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (Read(order.Source) is not { } source)
            return Report(order, "escalated") with { Class = "configuration", Cause = "Repairs are searched for declarative HTTP manifests; this one is of another kind. Correct its settings." };
        var config = JsonNode.Parse(order.Source.Config)!.AsObject();
        var search = new Progressing(source.Resolved, trials.Open(order.Source.Tenant, order.Source.Connector, config, reach), remembered, new ConfiguredSecrets(source, config));
        foreach (var target in order.Streams)
            await HealAsync(search, order, target, cancellationToken);
        return Masked(Conclude(order, search), search.Secrets);
    }

    private async Task HealAsync(Progressing search, RepairOrder order, RepairTarget target, CancellationToken cancellationToken)
    {
        search.Trail.Add($"stream {target.Stream}:");
        var index = (search.Manifest["streams"] as JsonArray ?? []).ToList().FindIndex(stream => stream?["name"]?.ToString() == target.Stream);
        var known = target.PrimaryKey.IsEmpty
            ? null
            : await KnownRows.ReadAsync(warehouse, new DatasetId(order.Source.Tenant, order.Source.Connector, target.Stream), target.PrimaryKey, cancellationToken);
        if (index < 0 || known is not { Count: > 0 })
        {
            search.Unproved(index < 0 ? "the manifest makes this stream while it runs, so there is nothing to change in it"
                : known is null ? "the stream has no primary key, so no candidate can be judged by its rows"
                : "no row is stored yet, so no candidate can be judged");
            return;
        }
        var budget = new RepairBudget { RequestsPerTrial = Math.Max(1, order.Requests - search.Requests) };
        var session = new HealingSession(search.Bench, search.Manifest, target.Stream, index, budget, search.Remembered);
        search.Take(order.Source.Connector, target.Stream, index, await session.RunAsync(known, null, cancellationToken));
    }

    private static RepairReport Conclude(RepairOrder order, Progressing search)
    {
        var first = search.Results.Select(result => result.Result).FirstOrDefault(result => result.Class.Length > 0);
        var report = Report(order, Outcome(search)) with
        {
            Class = first?.Class ?? search.Class,
            Cause = first?.Cause ?? search.Cause,
            Trail = [.. search.Trail],
            Requests = search.Requests,
        };
        if (report.Outcome != "healed")
            return report;
        var healed = search.Results.Where(result => result.Result.Outcome != HealingOutcome.Escalated).ToList();
        return report with
        {
            Manifest = YamlText.Write(search.Manifest),
            Patch = new JsonArray([.. healed.SelectMany(result => result.Result.Patch).Select(operation => (JsonNode)operation.ToJson())]).ToJsonString(),
            ColumnsLost = [.. healed.SelectMany(result => result.Result.ColumnsLost.Select(column => $"{result.Stream}.{column}"))],
            Streams = [.. healed.Select(result => result.Stream)],
            Learned = [.. search.Learned.Select(repair => repair.ToJson())],
        };
    }

    private static string Outcome(Progressing search) =>
        search.Results.Any(result => result.Result.Outcome == HealingOutcome.Healed) ? "healed"
        : search.Results.Count == 0 || search.Results.Any(result => result.Result.Outcome == HealingOutcome.Escalated) ? "escalated"
        : search.Results.Any(result => result.Result.Outcome == HealingOutcome.Recovered) ? "recovered"
        : "unchanged";

    private static RepairReport Report(RepairOrder order, string outcome) => new() { Repair = order.Repair, Attempt = order.Attempt, Outcome = outcome };

    private static RepairReport Masked(RepairReport report, ConfiguredSecrets secrets) => report with
    {
        Cause = secrets.Mask(report.Cause),
        Patch = secrets.Mask(report.Patch),
        Trail = [.. report.Trail.Select(secrets.Mask)],
    };

    private static DeclarativeSource? Read(SourceOrder order)
    {
        try
        {
            return DeclarativeSource.Parse(order.Manifest, order.Connector);
        }
        catch (ManifestException)
        {
            // The live manifest was accepted once, so it is of another kind: the report says so.
            return null;
        }
    }

    private sealed class Progressing(JsonObject manifest, ITrialReader bench, IReadOnlyList<RememberedRepair> remembered, ConfiguredSecrets secrets)
    {
        public ConfiguredSecrets Secrets => secrets;

        public List<RememberedRepair> Learned { get; } = [];

        /// <summary>What the streams before taught is tried before what was known.</summary>
        public IReadOnlyList<RememberedRepair> Remembered => [.. Learned.AsEnumerable().Reverse(), .. remembered];

        public JsonObject Manifest { get; private set; } = manifest;

        public CountedTrials Bench { get; } = new(bench);

        public int Requests => Bench.Requests;

        public List<(string Stream, HealingResult Result)> Results { get; } = [];

        public List<string> Trail { get; } = [];

        public string Class { get; private set; } = "";

        public string Cause { get; private set; } = "";

        public void Take(string connector, string stream, int index, HealingResult result)
        {
            Results.Add((stream, result));
            Trail.AddRange(result.Trail);
            if (RememberedRepair.Of(result, Manifest, stream, index, result.Host, secrets.Mask) is { } learned)
                Learned.Add(learned with { Connector = connector });
            if (result.Outcome == HealingOutcome.Healed)
                Manifest = result.Manifest;
        }

        public void Unproved(string why)
        {
            (Class, Cause) = ("unknown", why);
            Trail.Add("escalated: " + why);
        }
    }
}
