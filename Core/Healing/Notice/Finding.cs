using Supertrack.Core.Healing.Classification;

namespace Supertrack.Core.Healing.Notice;

/// <summary>How a failure shows itself.</summary>
public enum FindingKind
{
    /// <summary>The run brought something that cannot be right (a repeated page, an empty answer where there was data).</summary>
    Silent,

    /// <summary>A measure left its usual range in one run.</summary>
    Jump,

    /// <summary>A measure drifts away over many runs.</summary>
    Slow,

    /// <summary>The source says that something will end or has changed.</summary>
    Announced,

    /// <summary>A check between runs failed.</summary>
    Probe,
}

/// <summary>One thing noticed about a run.</summary>
/// <param name="Measure">What was measured, e.g. <c>rows</c> or <c>email: null rate</c>.</param>
/// <param name="Evidence">One line for people, with expected and found.</param>
public sealed record Finding(FindingKind Kind, FailureClass Class, string Measure, string Evidence)
{
    /// <summary>The column it is about, as a dotted path; empty for the whole stream.</summary>
    public string Column { get; init; } = "";

    /// <summary>Another way to ask, or another place to look, can bring back what is missing.</summary>
    public bool Mendable { get; init; }

    /// <summary>What the baseline of this finding is kept under: the column, or the measure.</summary>
    public string Baseline => Column.Length > 0 ? Column : Measure;
}
