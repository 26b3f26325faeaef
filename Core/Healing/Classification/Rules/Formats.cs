using System.Text.RegularExpressions;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>The form in which a text is written, as far as a reader of it depends on that.</summary>
internal static partial class Formats
{
    /// <summary>The one form all texts share; null where they differ or have none.</summary>
    public static string? Shared(List<string> texts)
    {
        var form = texts.Count > 0 ? Of(texts[0]) : null;
        return form is not null && texts.TrueForAll(t => Of(t) == form) ? form : null;
    }

    private static string? Of(string text) => text switch
    {
        _ when Date().IsMatch(text) => "ISO date",
        _ when Time().IsMatch(text) => "ISO time",
        _ when LocalDate().IsMatch(text) => "local date",
        _ when Uuid().IsMatch(text) => "UUID",
        _ when Integer().IsMatch(text) => "digits",
        _ when Decimal().IsMatch(text) => "decimal",
        _ => null,
    };

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}$", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Date();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Time();

    [GeneratedRegex(@"^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}( |$)|^\w{3,9} \d{1,2},? \d{4}$|^\d{1,2} \w{3,9} \d{4}$", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex LocalDate();

    [GeneratedRegex(@"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Uuid();

    [GeneratedRegex(@"^\d{1,20}$", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Integer();

    [GeneratedRegex(@"^-?\d{1,15}[.,]\d{1,10}$", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Decimal();
}
