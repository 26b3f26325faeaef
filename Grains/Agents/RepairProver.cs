using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Recordings;
using Supertrack.Core.Regression;
using Supertrack.Core.Storage;
using Supertrack.Core.Syncing;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;
using Supertrack.Grains.Interfaces.Agents;
using Supertrack.Grains.Interfaces.Versions;

namespace Supertrack.Grains.Agents;

/// <summary>Holds a repaired manifest against the cases of the versions before it, and makes cases of what its clean run recorded.</summary>
public sealed class RepairProver(IVersionStore versions, IRegressionSuite suite, IRecordings recordings, RecordingKeeper keeper)
{
    /// <exception cref="StorageException">A store fails.</exception>
    /// <exception cref="VersionException">A version or case before it is damaged.</exception>
    public async Task<Proof> ProveAsync(ProofOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var proof = await AgainstAsync(order, cancellationToken);
        return proof.Failed.IsEmpty && order.Run != 0 ? await WithCasesAsync(order, proof, cancellationToken) : proof;
    }

    private async Task<Proof> AgainstAsync(ProofOrder order, CancellationToken cancellationToken)
    {
        var artifact = new ArtifactId(order.Source.Tenant, ArtifactKind.Connector, order.Source.Connector);
        if (await versions.ListAsync(artifact, cancellationToken) is not { Count: > 0 })
            return new Proof();
        var latest = await versions.LoadAsync(artifact, null, cancellationToken);
        var candidate = latest with { Text = order.Source.Manifest };
        var proof = new Proof();
        foreach (var hash in latest.Version.Cases)
        {
            var text = await versions.LoadCaseAsync(artifact, hash, cancellationToken);
            if (await suite.RunAsync(candidate, hash, text, cancellationToken) is not { Passed: false } failed)
                continue;
            var stream = JsonNode.Parse(text)?["stream"]?.ToString() ?? "";
            proof = order.Streams.Contains(stream)
                ? proof with { Retire = proof.Retire.Add(new RetiredCaseEntry(hash, order.Reason)) }
                : proof with { Failed = proof.Failed.Add($"case {failed.Name} of stream {stream}: {failed.Detail}") };
        }
        return proof;
    }

    private async Task<Proof> WithCasesAsync(ProofOrder order, Proof proof, CancellationToken cancellationToken)
    {
        // What the run recorded counts as good from here on; doing it again when the run is settled is harmless.
        await recordings.SettleAsync(order.Source.Tenant, order.Source.Connector, order.Run, succeeded: true, keeper.Limits.Runs, cancellationToken);
        var config = JsonNode.Parse(order.Source.Config)!.AsObject();
        var cases = ImmutableArray.CreateBuilder<string>();
        foreach (var stream in order.Streams)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"repair {order.Repair}: {stream}");
            if (await RecordedAsync(order, stream, cancellationToken) is { } recording
                && await RecordedCase.OfAsync(name, recording, order.Source.Manifest, config, cancellationToken) is { } made)
                cases.Add(made);
        }
        return proof with { Cases = cases.ToImmutable(), Without = cases.Count > 0 ? "" : "its run left no recording that can be replayed" };
    }

    private async Task<RecordedStream?> RecordedAsync(ProofOrder order, string stream, CancellationToken cancellationToken)
    {
        if (await recordings.ReadAsync(new DatasetId(order.Source.Tenant, order.Source.Connector, stream), order.Run, cancellationToken) is not { } lines)
            return null;
        using var source = new MemoryStream(lines.ToArray(), writable: false);
        return (await RecordedStream.ReadAsync(source, $"recording of {stream}", cancellationToken)).FirstOrDefault();
    }
}
