using System.Collections.Immutable;

namespace Supertrack.Core.Versions.Deployments;

/// <summary>Where a version can be live. A version reaches test from dev and prod from test.</summary>
public enum Stage
{
    Dev,
    Test,
    Prod,
}

public static class Stages
{
    public const string Words = "dev, test, prod";

    public static IReadOnlyList<Stage> All { get; } = [Stage.Dev, Stage.Test, Stage.Prod];

    public static string Word(this Stage stage) => stage.ToString().ToLowerInvariant();

    /// <exception cref="InvalidArtifactException">The word is none of <see cref="Words"/>.</exception>
    public static Stage Parse(string? word)
    {
        foreach (var stage in All)
            if (stage.Word() == word) return stage;
        throw new InvalidArtifactException(word ?? "", "is no environment", $"Use one of {Words}.");
    }
}

/// <summary>Nothing but an override changes a locked environment.</summary>
public sealed record StageLock(string By, DateTimeOffset At, string Reason);

/// <summary>Somebody asked to pass the gates; another person has to confirm it.</summary>
public sealed record OverrideRequest(string Id, SemanticVersion Version, string By, DateTimeOffset At, string Reason);

/// <summary>An activation that was begun: its checks run, and after a crash run again.</summary>
/// <param name="Id">Finishing names it, so that a late answer of an earlier attempt changes nothing.</param>
/// <param name="AcceptBreaking">The caller knows that readers of the live version break.</param>
/// <param name="Override">The two people and the reason; null without an override.</param>
/// <param name="Direct">It comes from no stage before, and needs no case yet.</param>
public sealed record PendingActivation(string Id, SemanticVersion Version, string By, DateTimeOffset At, string Reason, bool AcceptBreaking, ConfirmedOverride? Override, bool Direct = false);

/// <param name="First">Asked.</param>
/// <param name="Second">Confirmed; another person.</param>
public sealed record ConfirmedOverride(string First, string Second, string Reason);

/// <summary>One environment of one artifact.</summary>
public sealed record StageState
{
    public SemanticVersion? Live { get; init; }

    /// <summary>Versions that were live before, latest first; rolling back goes to the first.</summary>
    public ImmutableArray<SemanticVersion> History { get; init; } = [];

    /// <summary>The version that is tried beside the live one.</summary>
    public SemanticVersion? Candidate { get; init; }

    public StageLock? Lock { get; init; }

    public PendingActivation? Pending { get; init; }

    public OverrideRequest? Override { get; init; }

    public SemanticVersion? Previous => History.IsDefaultOrEmpty ? null : History[0];
}

/// <summary>Which versions of an artifact are live where. One decision is one write of this.</summary>
public sealed record DeploymentState
{
    /// <summary>Grows by one with every decision; a write that does not follow the stored one is refused.</summary>
    public long Revision { get; init; }

    public StageState Dev { get; init; } = new();

    public StageState Test { get; init; } = new();

    public StageState Prod { get; init; } = new();

    public StageState this[Stage stage] => stage switch
    {
        Stage.Dev => Dev,
        Stage.Test => Test,
        _ => Prod,
    };

    public DeploymentState With(Stage stage, StageState state) => stage switch
    {
        Stage.Dev => this with { Dev = state },
        Stage.Test => this with { Test = state },
        _ => this with { Prod = state },
    };
}
