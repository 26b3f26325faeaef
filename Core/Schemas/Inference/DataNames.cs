using System.Text.RegularExpressions;

namespace Supertrack.Core.Schemas.Inference;

/// <summary>Tells names that are data (versions, paths, numbers, ids, codes, constants) from names that a programmer gave to members.</summary>
internal static partial class DataNames
{
    /// <summary>The share of the names that look like data.</summary>
    public static double Share(IReadOnlyList<string> names) =>
        names.Count == 0 ? 0 : AreNumbered(names) || names.All(IsLanguage) ? 1 : names.Count(IsData) / (double)names.Count;

    public static bool IsData(string name) => name.Length == 0 || Pattern().IsMatch(name);

    /// <summary>Whether they count on: `icon1`, `icon2`.</summary>
    private static bool AreNumbered(IReadOnlyList<string> names)
    {
        if (names.Count < 2) return false;
        var stem = names[0].TrimEnd(Digits);
        return stem.Length > 0 && names.All(n => n.Length > stem.Length && n.StartsWith(stem, StringComparison.Ordinal) && n.AsSpan(stem.Length).IndexOfAnyExceptInRange('0', '9') < 0);
    }

    private static bool IsLanguage(string name) => Languages.Contains(name) || Locale().IsMatch(name);

    private static readonly char[] Digits = [.. "0123456789"];

    // Anything a programmer would not name a member: separators other than _ and -, a leading digit or upper-case path, long hexadecimals, globs,
    // names of environment variables, switches of command lines, locales.
    [GeneratedRegex(@"[./\\:*@ ,+#~^|()\[\]{}<>""'?=&%$!]|^\d|^[0-9a-f]{8,}$|^[0-9A-F]{16,}$|-\d|^[A-Z]{2}-|[a-z]+-[a-z]+-[a-z]+|^--|^[A-Z][A-Z0-9]*_[A-Z0-9_]+$|^[a-z]{2,3}[-_][A-Z]{2}$")]
    private static partial Regex Pattern();

    [GeneratedRegex("^[a-z]{2,3}[-_]([A-Z]{2}|[A-Z][a-z]{3})$")]
    private static partial Regex Locale();

    // ISO 639-1, without those that are also words members are named with (to, id, is, no, or, so, my).
    private static readonly HashSet<string> Languages = new(StringComparer.Ordinal)
    {
        "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "it", "ja", "ko", "lt", "lv", "ms", "nb", "nl", "nn", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "ur", "vi", "zh",
    };
}
