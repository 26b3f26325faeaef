using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Rollout;

namespace Supertrack.Core.Healing.Notice;

/// <summary>What a failed check between runs means.</summary>
public static class ProbeNotice
{
    public const string Measure = "check between runs";

    /// <summary>Null while it may still pass by itself: what passes has to fail twice.</summary>
    /// <param name="code">As of a run's failure.</param>
    /// <param name="message">One line for people.</param>
    /// <param name="failures">Checks that failed one after the other, this one included.</param>
    public static Finding? Of(string code, string message, int failures)
    {
        var passes = code is "network" or "transient" or "storage" or "internal";
        return passes && failures < 2 ? null : new Finding(FindingKind.Probe, ClassOf(code), Measure, message) { Mendable = RepairTransitions.IsRepairable(code) };
    }

    private static FailureClass ClassOf(string code) => code switch
    {
        "network" => FailureClass.Network,
        "transient" => FailureClass.Transient,
        "shape_changed" => FailureClass.SchemaDrift,
        "configuration" => FailureClass.Configuration,
        _ => FailureClass.Unknown,
    };
}
