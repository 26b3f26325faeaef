using Supertrack.Core.Connectors.Recordings;
using Supertrack.Grains.Interfaces.Connectors;

namespace Supertrack.Grains.Agents;

/// <summary>Verifications as readers see them.</summary>
internal static class Verifications
{
    private const int MostDifferences = 200;

    public static StreamVerificationView View(Verification verification) => new()
    {
        Stream = verification.Stream,
        Run = verification.Run.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Pages = verification.Pages,
        Requests = verification.Requests,
        ExpectedRecords = verification.Expected,
        FoundRecords = verification.Found,
        Differences = [.. verification.Differences.Take(MostDifferences).Select(one => new DifferenceView { Kind = one.Kind, Path = one.Path, Message = one.Message })],
    };
}
