using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Columns;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Search;
using Supertrack.Core.Healing.Strategies;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Healing;

/// <summary>Tells which failure came first in time: what was refused before any page, what the first page shows, what came after it.</summary>
internal static class FirstCause
{
    /// <summary>The class in its public name and the cause in one line; both empty where nothing was wrong.</summary>
    public static (string Class, string Cause) Of(Observation first, Attempt found, IReadOnlyList<ColumnFate> columns, StreamView stream)
    {
        if (first.Survived.FirstOrDefault(each => each.PagesBefore == 0) is { } early) return (early.Diagnosis.Class.Name(), early.Diagnosis.Cause);
        if (first.Failure is { PagesBefore: 0 } refused) return Named(refused, stream);
        // The first page came well: what it shows is older than what failed behind it.
        if (found.Steps.FirstOrDefault(step => step.Strategy == "move_envelope") is { } moved) return (FailureClass.SchemaDrift.Name(), moved.Why);
        if (columns.FirstOrDefault(column => column.Fate != Fate.Kept) is { } changed)
            return ((columns.All(column => column.Fate == Fate.Kept || Spoiled(column)) ? FailureClass.DataQuality : FailureClass.SchemaDrift).Name(), $"column {changed.Path}: {changed.Evidence}");
        if (first.Survived.Count > 0) return (first.Survived[0].Diagnosis.Class.Name(), first.Survived[0].Diagnosis.Cause);
        if (first.Failure is { } failure) return Named(failure, stream);
        if (found.Steps.Count > 0) return (found.Steps[0].Strategy == "change_pagination" ? FailureClass.PaginationInvalid.Name() : FailureClass.SchemaDrift.Name(), found.Steps[0].Why);
        if (found.Progress.Join is { Repeated: > 0 } join) return (FailureClass.PaginationInvalid.Name(), $"{join.Repeated} of {join.Read} rows came again");
        return Announced(first);
    }

    /// <summary>What was refused or survived; null when nothing was.</summary>
    public static (string Class, string Cause)? OfFailure(Observation first, StreamView stream)
    {
        if (first.Survived.Count > 0 && (first.Failure is null || first.Survived[0].PagesBefore <= first.Failure.PagesBefore)) return (first.Survived[0].Diagnosis.Class.Name(), first.Survived[0].Diagnosis.Cause);
        return first.Failure is { } failure ? Named(failure, stream) : null;
    }

    /// <summary>Answers came well and held nothing that is known: an empty list is bad content, anything else another shape.</summary>
    public static (string Class, string Cause) OfSilence(Observation first, string why)
    {
        var empty = first.Rows.Count == 0 && first.Exchanges.Count > 0 && first.Exchanges.All(exchange => exchange.GivesToken || !RecordLists.Of(exchange.Json).Any());
        return empty ? (FailureClass.DataQuality.Name(), "no records where there were some") : (FailureClass.SchemaDrift.Name(), why);
    }

    private static (string Class, string Cause) Named(TrialFailure failure, StreamView stream) =>
        ((RefusesPaging(failure, stream) ? FailureClass.PaginationInvalid : failure.Diagnosis.Class).Name(), failure.Diagnosis.Cause);

    // A refused parameter that carries the page is a refused page style, whatever the answer calls it.
    private static bool RefusesPaging(TrialFailure failure, StreamView stream) =>
        failure.Diagnosis.Class == FailureClass.ParameterRejected && failure.Exchange is { } exchange
        && stream.Text(stream.PaginatorPointer + "/page_token_option/field_name") is { } name
        && Regex.IsMatch(exchange.Body, $@"(?<![\w-]){Regex.Escape(name)}(?![\w-])", RegexOptions.None, TimeSpan.FromSeconds(1));

    // The field is still there under its name, with a value of its kind: it is the content that is wrong.
    private static bool Spoiled(ColumnFate column) => column is { Fate: Fate.Lost, StillThere: true };

    private static (string Class, string Cause) Announced(Observation first)
    {
        var page = first.Exchanges.FirstOrDefault(exchange => !exchange.GivesToken);
        if (page is null) return ("", "");
        var sunset = page.Headers.GetValueOrDefault("Sunset");
        var deprecated = page.Headers.GetValueOrDefault("Deprecation");
        return sunset is null && deprecated is null ? ("", "") : (FailureClass.DeprecationNotice.Name(), sunset is null ? $"deprecated: {deprecated}" : $"ends on {sunset}");
    }
}
