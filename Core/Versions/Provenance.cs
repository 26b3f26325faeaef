using System.Collections.Immutable;

namespace Supertrack.Core.Versions;

/// <summary>Who or what proposed a version.</summary>
public enum ProposerKind
{
    Person,

    /// <summary>A rule or strategy of the platform.</summary>
    Rule,

    /// <summary>A finding of statistics.</summary>
    Statistic,

    /// <summary>A language model.</summary>
    Model,

    /// <summary>It was generated from a description or sample, or taken from elsewhere.</summary>
    Import,
}

/// <param name="Name">A key's id, a strategy, a model; at most 200 characters; no secrets.</param>
public sealed record Proposer(ProposerKind Kind, string Name);

/// <summary>One reason to believe that a version is right.</summary>
/// <param name="Kind">What sort, e.g. <c>trial</c>, <c>replay</c>, <c>row_join</c>, <c>notice</c>.</param>
/// <param name="Text">One line; no secrets.</param>
/// <param name="Hash">SHA-256 of the evidence itself where it is kept; null otherwise.</param>
public sealed record Evidence(string Kind, string Text, string? Hash = null);

/// <param name="By">Who said yes.</param>
public sealed record Approval(string By, DateTimeOffset At, string Reason);

/// <summary>Where a version comes from.</summary>
public sealed record Provenance
{
    public required Proposer Proposer { get; init; }

    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    public ImmutableArray<Approval> Approvals { get; init; } = [];
}

/// <summary>A case that a version no longer has to pass, and why: without a reason none can be left out.</summary>
/// <param name="Hash">SHA-256 of the case.</param>
public sealed record RetiredCase(string Hash, string Reason);
