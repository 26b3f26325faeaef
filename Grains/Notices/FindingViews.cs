using System.Globalization;
using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Notice;
using Supertrack.Grains.Interfaces.Connectors;

namespace Supertrack.Grains.Notices;

/// <summary>Findings as readers see them.</summary>
internal static class FindingViews
{
    public const string Announced = "announced";
    public const string Probe = "probe";

    public static FindingView Of(string stream, OpenFinding open) => Of(stream, open.Finding) with
    {
        Since = open.Since,
        Run = open.Run.ToString(CultureInfo.InvariantCulture),
        Runs = open.Runs,
    };

    public static FindingView Of(string stream, Finding finding) => new()
    {
        Stream = stream,
        Measure = finding.Measure,
        Kind = finding.Kind.ToString().ToLowerInvariant(),
        Class = finding.Class.Name(),
        Evidence = finding.Evidence,
        NextAction = NoticeDecision.ActionFor(finding).Name(),
        Since = default,
        Mendable = finding.Mendable,
    };

    /// <summary>The finding behind a view, as far as decisions need it.</summary>
    public static Finding Finding(FindingView view) => new(
        Enum.Parse<FindingKind>(view.Kind, ignoreCase: true), Enum.GetValues<FailureClass>().First(one => one.Name() == view.Class), view.Measure, view.Evidence)
    { Mendable = view.Mendable };
}
