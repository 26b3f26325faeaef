using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Grains.Agents;

/// <summary>Counts what trials cost.</summary>
internal sealed class CountedTrials(ITrialReader inner) : ITrialReader
{
    public int Requests { get; private set; }

    public async Task<Observation> ReadAsync(JsonObject manifest, string stream, TrialLimits limits, CancellationToken cancellationToken)
    {
        var seen = await inner.ReadAsync(manifest, stream, limits, cancellationToken);
        Requests += seen.Requests;
        return seen;
    }
}
