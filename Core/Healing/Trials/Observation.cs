using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Classification;

namespace Supertrack.Core.Healing.Trials;

/// <summary>Why a trial stopped.</summary>
/// <param name="Diagnosis">Class, cause and hints.</param>
/// <param name="Exchange">The exchange that failed; null when no answer came or none was asked for.</param>
/// <param name="PagesBefore">Pages that came well before it.</param>
public sealed record TrialFailure(Diagnosis Diagnosis, ObservedExchange? Exchange, int PagesBefore = 0);

/// <summary>A failure that waiting, refreshing or repeating got over.</summary>
/// <param name="PagesBefore">Pages that came well before it.</param>
public sealed record SurvivedFailure(Diagnosis Diagnosis, int PagesBefore);

/// <summary>What a bounded read with a manifest showed.</summary>
public sealed record Observation
{
    /// <summary>Records in the order they came, as the manifest gives them.</summary>
    public required IReadOnlyList<JsonObject> Rows { get; init; }

    /// <summary>Exchanges that brought data, in order; bounded.</summary>
    public required IReadOnlyList<ObservedExchange> Exchanges { get; init; }

    /// <summary>Null when the read ended by itself or at its limit.</summary>
    public TrialFailure? Failure { get; init; }

    /// <summary>The read ended by itself, before any limit.</summary>
    public bool Complete { get; init; }

    /// <summary>Failures that waiting, refreshing or repeating got over.</summary>
    public IReadOnlyList<SurvivedFailure> Survived { get; init; } = [];

    /// <summary>Pages read.</summary>
    public int Pages { get; init; }

    /// <summary>Records of each page, in order; pages without records are left out.</summary>
    public IReadOnlyList<int> PageSizes { get; init; } = [];

    /// <summary>Requests made.</summary>
    public int Requests { get; init; }
}

/// <summary>Bounds of one trial.</summary>
/// <param name="MaxPages">Pages after which the trial ends; null for all.</param>
/// <param name="MaxRequests">Requests after which it ends as a failure.</param>
public sealed record TrialLimits(int? MaxPages, int MaxRequests);

/// <summary>Reads a stream with a manifest in isolation: read-only requests, nothing is stored.</summary>
public interface ITrialReader
{
    /// <summary>Never throws for what the API or the manifest does wrong: that is the observation.</summary>
    Task<Observation> ReadAsync(JsonObject manifest, string stream, TrialLimits limits, CancellationToken cancellationToken);
}
