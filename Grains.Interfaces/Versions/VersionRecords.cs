using System.Collections.Immutable;

namespace Supertrack.Grains.Interfaces.Versions;

/// <summary>A content to be frozen.</summary>
[GenerateSerializer, Alias("supertrack.version-proposal"), Immutable]
public sealed record VersionProposal
{
    /// <summary>YAML or JSON, for prompts any text.</summary>
    [Id(0)] public required string Content { get; init; }

    /// <summary>Reasons to believe that it is right, one line each; no secrets.</summary>
    [Id(1)] public ImmutableArray<string> Evidence { get; init; } = [];

    /// <summary>Cases that this and all later versions have to pass, as JSON text.</summary>
    [Id(2)] public ImmutableArray<string> Cases { get; init; } = [];

    [Id(3)] public ImmutableArray<RetiredCaseEntry> Retire { get; init; } = [];

    /// <summary>Who or what proposed it, when that is not the caller: <c>rule NAME</c>, <c>model NAME</c>, <c>statistic NAME</c>, <c>import NAME</c>; the platform's own calls only.</summary>
    [Id(4)] public string? Proposer { get; init; }
}

/// <param name="Hash">SHA-256 of the case.</param>
/// <param name="Reason">Why it no longer holds.</param>
[GenerateSerializer, Alias("supertrack.retired-case"), Immutable]
public sealed record RetiredCaseEntry([property: Id(0)] string Hash, [property: Id(1)] string Reason);

/// <summary>What is to be done to an environment.</summary>
[GenerateSerializer, Alias("supertrack.stage-request"), Immutable]
public sealed record StageRequest
{
    [Id(0)] public required string Action { get; init; }

    /// <summary>dev, test or prod.</summary>
    [Id(1)] public required string Environment { get; init; }

    [Id(2)] public string? Version { get; init; }

    [Id(3)] public string Reason { get; init; } = "";

    /// <summary>Go on although readers of the live version break.</summary>
    [Id(4)] public bool AcceptBreaking { get; init; }

    /// <summary>The override to confirm.</summary>
    [Id(5)] public string? Override { get; init; }
}

/// <summary>A view of a version or an environment.</summary>
/// <param name="Json">A JSON object in the form that the gateway and the command line show.</param>
[GenerateSerializer, Alias("supertrack.version-document"), Immutable]
public sealed record VersionDocument([property: Id(0)] string Json);
