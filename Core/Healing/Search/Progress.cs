using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Rows;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Healing.Search;

/// <summary>How far an attempt came.</summary>
/// <param name="Score">Below 1: refused; 1: an answer without rows; 1.5: rows of unknown keys; 2 to 3: known rows, by their share of all known.</param>
/// <param name="Join">The rows joined on the key; null below 2.</param>
/// <param name="Signature">Tells one failure from another.</param>
public sealed record Progress(double Score, KeyJoin? Join, string Signature)
{
    private const double WholeShare = 0.9;
    private const double CoveredShare = 0.97;
    private const double ThinnedShare = 0.6;
    private const double PieceShare = 0.4;
    private const int LeastPiece = 6;
    private const double KnownShare = 0.8;
    private const int LeastPages = 3;

    public static Progress Of(Observation observed, RowSet baseline)
    {
        var signature = observed.Failure is { } failure ? $"{failure.Diagnosis.Class}:{failure.Exchange?.Status}:{Head(failure.Exchange?.Body)}" : $"rows:{observed.Rows.Count}";
        if (observed.Rows.Count == 0) return new(observed.Failure is { } refused ? Refused(refused) : 1, null, signature);
        if (KeyFinder.Join(baseline, observed.Rows) is not { } join) return new(1.5, null, signature);
        var covered = (double)join.Pairs.Count / Math.Max(1, baseline.Count);
        var repeats = join.Repeated > 0 ? 0.3 : 0;
        return new(2 + covered - repeats - (observed.Failure is null ? 0 : 0.1), join, signature);
    }

    /// <summary>The read ended by itself, repeated nothing, and brought the rows that are known, but for a few here and there.</summary>
    public bool Whole(Observation observed, RowSet baseline) => baseline.Sampled ? Known(observed) : (Nearly(observed, baseline) && !InOnePiece(baseline)) || Thinned(observed, baseline);

    /// <summary>The same, where the missing rows may lie side by side, as those of a skipped page do.</summary>
    public bool Nearly(Observation observed, RowSet baseline) => baseline.Sampled ? Known(observed) :
        Join is not null && observed is { Complete: true, Failure: null } && Join.Repeated == 0 && Join.Pairs.Count >= WholeShare * baseline.Count;

    /// <summary>Every known row came, but the end of the list is refused or repeats.</summary>
    public bool EndsBadly(Observation observed, RowSet baseline) =>
        !baseline.Sampled && Join is not null && Join.Pairs.Count >= CoveredShare * baseline.Count && (Join.Repeated > 0 || observed.Failure is { PagesBefore: > 1 });

    /// <summary>
    /// Many known rows are missing: they were deleted where the others came in their old order and the gaps are short, never a page side by side, or, whatever
    /// the order, where the last page was shorter than those before it, so that the list ended by itself.
    /// </summary>
    private bool Thinned(Observation observed, RowSet baseline)
    {
        if (Join is not { Repeated: 0 } || observed is not { Complete: true, Failure: null } || Join.Share < ThinnedShare || Join.Pairs.Count < ThinnedShare * baseline.Count) return false;
        var places = baseline.Rows.Select((row, place) => (row, place)).ToDictionary(each => each.row, each => each.place, (IEqualityComparer<JsonObject>)ReferenceEqualityComparer.Instance);
        var order = Join.Pairs.Select(pair => places[pair.Old]).ToList();
        var steps = order.Zip(order.Skip(1)).Select(pair => pair.Second - pair.First).ToList();
        if (steps.Exists(step => step < 0) && steps.Exists(step => step > 0)) return EndsShort(observed);
        return LongestGap(baseline) < LeastPiece + 2;
    }

    private static bool EndsShort(Observation observed) => observed.PageSizes is { Count: > 1 } sizes && sizes[^1] < sizes[0] && sizes.SkipLast(1).All(size => size == sizes[0]);

    private bool InOnePiece(RowSet baseline)
    {
        var missing = baseline.Count - Join!.Pairs.Count;
        if (missing < LeastPiece) return false;
        var longest = LongestGap(baseline);
        return longest >= LeastPiece && longest >= PieceShare * missing;
    }

    private int LongestGap(RowSet baseline)
    {
        var met = Join!.Pairs.Select(pair => pair.Old).ToHashSet(ReferenceEqualityComparer.Instance);
        var (longest, run) = (0, 0);
        foreach (var row in baseline.Rows) longest = Math.Max(longest, run = met.Contains(row) ? 0 : run + 1);
        return longest;
    }

    // Of a large table a bounded read is enough: what it brought is known, and it went on from page to page without repeating.
    private bool Known(Observation observed) =>
        Join is { Repeated: 0 } && observed.Failure is null && Join.Share >= KnownShare && (observed.Complete || observed.Pages >= LeastPages);

    // The order in which servers check a request: route, credential, parameters, content. Where the class says nothing of it the status does.
    private static double Refused(TrialFailure failure) => failure.Diagnosis.Class switch
    {
        FailureClass.Network => 0,
        FailureClass.EndpointMoved or FailureClass.EndpointRemoved or FailureClass.VersionUnsupported => 0.1,
        FailureClass.AuthInvalid or FailureClass.AuthExpired or FailureClass.AuthRevoked or FailureClass.PermissionDenied => 0.2,
        FailureClass.ParameterRejected or FailureClass.PaginationInvalid => 0.3,
        FailureClass.FieldUnknown => 0.4,
        _ => failure.Exchange?.Status switch { 404 or 410 => 0.1, 401 or 403 => 0.2, 400 or 422 => 0.3, _ => 0.15 },
    };

    private static string Head(string? body) => body is null ? "" : body.Length > 160 ? body[..160] : body;
}
