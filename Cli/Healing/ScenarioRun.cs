using System.Diagnostics;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Healing;
using Supertrack.Core.Healing.Rows;
using Supertrack.Core.Healing.Search;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Cli.Healing;

/// <summary>What healing is given of a scenario: nothing that an expectation or a later version tells.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Resource">The stream.</param>
/// <param name="PrimaryKey">Dotted paths.</param>
/// <param name="Manifest">YAML of version 0.</param>
/// <param name="Config">Credentials and settings, with <c>base_url</c>.</param>
internal sealed record ScenarioCase(string Name, string Resource, IReadOnlyList<string> PrimaryKey, string Manifest, JsonObject Config);

/// <summary>One scenario healed: synced while it worked, switched, healed.</summary>
internal sealed record ScenarioEnd(HealingResult Result, RowSet Baseline, double Seconds, int Requests);

/// <summary>Syncs version 0, breaks it, and lets healing do the rest.</summary>
internal static class ScenarioRun
{
    /// <param name="given">What is known of the scenario.</param>
    /// <param name="transport">Where requests go.</param>
    /// <param name="breakIt">Switches the API to its next version.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="ConnectorException">Version 0 could not be read.</exception>
    public static async Task<ScenarioEnd> RunAsync(ScenarioCase given, IHttpTransport transport, Func<Task> breakIt, CancellationToken cancellationToken)
    {
        var manifest = DeclarativeSource.Parse(given.Manifest, given.Name).Resolved;
        var index = StreamIndex(manifest, given);
        var reader = new TrialReader((tried, over) => Open(tried, given, over), transport, TimeProvider.System, new TrialPatience());
        var before = await reader.ReadAsync(manifest, given.Resource, new TrialLimits(null, int.MaxValue), cancellationToken);
        if (before.Failure is { } failure) throw new ConnectorException(FailureKind.System, $"{given.Name}: version 0 cannot be read: {failure.Diagnosis.Cause}");
        var baseline = RowSet.Of(given.PrimaryKey, before.Rows);

        await breakIt();
        var watch = Stopwatch.StartNew();
        var requests = reader.Requests;
        var session = new HealingSession(reader, manifest, given.Resource, index, new RepairBudget());
        var result = await session.RunAsync(baseline, before.Exchanges.Count > 0 ? before.Exchanges[0] : null, cancellationToken);
        return new ScenarioEnd(result, baseline, watch.Elapsed.TotalSeconds, reader.Requests - requests);
    }

    private static OpenedSource Open(JsonObject manifest, ScenarioCase given, IHttpTransport transport) =>
        DeclarativeSource.Parse(manifest.ToJsonString(), given.Name).Open(given.Config, transport, TimeProvider.System);

    private static int StreamIndex(JsonObject manifest, ScenarioCase given)
    {
        var streams = manifest["streams"] as JsonArray ?? [];
        for (var index = 0; index < streams.Count; index++)
            if (streams[index]?["name"]?.ToString() == given.Resource) return index;
        throw new ConnectorException(FailureKind.Config, $"{given.Name}: its manifest has no stream {given.Resource}. Name one under streams.");
    }
}
