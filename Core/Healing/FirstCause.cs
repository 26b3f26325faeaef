using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Columns;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Rows;
using Supertrack.Core.Healing.Search;
using Supertrack.Core.Healing.Strategies;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Healing;

/// <summary>Tells which failure came first in time: what was refused before any page, what the first page shows, what came after it.</summary>
internal static partial class FirstCause
{
    /// <summary>The class in its public name and the cause in one line; both empty where nothing was wrong.</summary>
    public static (string Class, string Cause) Of(Observation first, Attempt found, IReadOnlyList<ColumnFate> columns, StreamView stream)
    {
        if (first.Survived.FirstOrDefault(each => each.PagesBefore == 0) is { } early) return (early.Diagnosis.Class.Name(), early.Diagnosis.Cause);
        if (first.Failure is { PagesBefore: 0 } refused) return Named(refused, stream, found.Steps);
        // The first page came well: what it shows is older than what failed behind it.
        if (found.Steps.FirstOrDefault(step => step.Strategy == "move_envelope") is { } moved) return (FailureClass.SchemaDrift.Name(), moved.Why);
        if (columns.FirstOrDefault(column => column.Fate != Fate.Kept) is { } changed)
            return ((columns.All(column => column.Fate == Fate.Kept || Spoiled(column)) ? FailureClass.DataQuality : FailureClass.SchemaDrift).Name(), $"column {changed.Path}: {changed.Evidence}");
        if (first.Survived.Count > 0) return (first.Survived[0].Diagnosis.Class.Name(), first.Survived[0].Diagnosis.Cause);
        if (first.Failure is { } failure) return Named(failure, stream, found.Steps);
        if (found.Steps.Count > 0) return (found.Steps[0].Strategy == "change_pagination" ? FailureClass.PaginationInvalid.Name() : FailureClass.SchemaDrift.Name(), found.Steps[0].Why);
        if (found.Progress.Join is { Repeated: > 0 } join) return (FailureClass.PaginationInvalid.Name(), $"{join.Repeated} of {join.Read} rows came again");
        return Announced(first);
    }

    /// <summary>What was refused or survived; null when nothing was.</summary>
    public static (string Class, string Cause)? OfFailure(Observation first, StreamView stream)
    {
        if (first.Survived.Count > 0 && (first.Failure is null || first.Survived[0].PagesBefore <= first.Failure.PagesBefore)) return (first.Survived[0].Diagnosis.Class.Name(), first.Survived[0].Diagnosis.Cause);
        return first.Failure is { } failure ? Named(failure, stream, []) : null;
    }

    /// <summary>Answers came well and held nothing that is known: an empty list is bad content, so are other records of the very same shape; anything else is another shape.</summary>
    public static (string Class, string Cause) OfSilence(Observation first, RowSet baseline, string why)
    {
        var empty = first.Rows.Count == 0 && first.Exchanges.Count > 0 && first.Exchanges.All(exchange => exchange.GivesToken || !RecordLists.Of(exchange.Json).Any());
        if (empty) return (FailureClass.DataQuality.Name(), "no records where there were some");
        return RowLikeness.IsStranger(baseline, first.Rows)
            ? (FailureClass.DataQuality.Name(), $"{first.Rows.Count} records of the known shape came and none of the known ones")
            : (FailureClass.SchemaDrift.Name(), why);
    }

    /// <summary>Known rows came with other values: bad content where every field is still there, another shape elsewhere.</summary>
    public static (string Class, string Cause) OfContent(IReadOnlyList<ColumnFate> columns, string why) =>
        ((columns.All(column => column.Fate == Fate.Kept || Spoiled(column)) ? FailureClass.DataQuality : FailureClass.SchemaDrift).Name(), why);

    // What brought the repair tells what was wrong where the answer alone does not.
    private static (string Class, string Cause) Named(TrialFailure failure, StreamView stream, IReadOnlyList<Proposal> steps)
    {
        var kind = failure.Diagnosis.Class;
        if (RefusesPaging(failure, stream)) kind = FailureClass.PaginationInvalid;
        else if (steps.Count > 0)
            kind = (kind, steps[0].Strategy) switch
            {
                (FailureClass.Unknown or FailureClass.ParameterRejected or FailureClass.UnexpectedContent or FailureClass.Configuration or FailureClass.PermissionDenied, "move_credential" or "add_credential" or "fetch_token") => FailureClass.AuthInvalid,
                // Nothing was asked for in the old version, so no version was switched off.
                (FailureClass.VersionUnsupported or FailureClass.Unknown or FailureClass.Configuration, "add_parameter" or "rename_parameter" or "drop_parameter" or "change_value") => FailureClass.ParameterRejected,
                (FailureClass.Unknown, "change_pagination" or "first_page") => FailureClass.PaginationInvalid,
                (FailureClass.Unknown or FailureClass.ParameterRejected or FailureClass.Configuration, "change_version") => FailureClass.VersionUnsupported,
                (FailureClass.Unknown or FailureClass.ParameterRejected or FailureClass.FieldUnknown or FailureClass.Configuration, "follow_successor") => FailureClass.EndpointRemoved,
                (FailureClass.Unknown, "map_field" or "drop_field") => FailureClass.FieldUnknown,
                _ => kind,
            };
        return (kind.Name(), failure.Diagnosis.Cause);
    }

    // A refused parameter that carries the page is a refused page style, whatever the answer calls it; so is any where the answer speaks of pagination itself.
    private static bool RefusesPaging(TrialFailure failure, StreamView stream)
    {
        if (failure.Diagnosis.Class != FailureClass.ParameterRejected || failure.Exchange is not { } exchange) return false;
        if (Names(exchange.Body, stream.Text(stream.PaginatorPointer + "/page_token_option/field_name"))) return true;
        return Names(exchange.Body, stream.Text(stream.PaginatorPointer + "/page_size_option/field_name")) && StylePattern().IsMatch(exchange.Said);
    }

    private static bool Names(string body, string? name) => name is not null && Regex.IsMatch(body, $@"(?<![\w-]){Regex.Escape(name)}(?![\w-])", RegexOptions.None, TimeSpan.FromSeconds(1));

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

    [GeneratedRegex(@"pagination|page numbers (?:are|were)|(?:offset|cursor|page)[- ]based", RegexOptions.IgnoreCase)]
    private static partial Regex StylePattern();
}
