using System.Text;

namespace Supertrack.Core.Schemas.Inference;

/// <summary>
/// Decides whether the strings of a path are an enumeration. The chance that the next value is new is estimated by the share of values
/// seen once (Good-Turing); the values must recur often and read like symbols.
/// </summary>
internal static class EnumDetection
{
    private const int MaxValues = 24;
    private const long MinCount = 24;
    private static readonly HashSet<string> FreeText = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "name", "title", "description", "login", "email", "url", "slug", "path", "body", "text", "message", "label", "version", "node_id", "sha", "hash", "key", "token", "username", "city", "address", "phone", "zip", "date", "password", "secret", "author", "color", "branch", "ref", "language", "namespace",
    };

    /// <summary>The sorted values, or null where the evidence does not suffice.</summary>
    /// <param name="rootTag">Whether it is a tag of the whole document (`action`, `event`): then a constant needs only three samples.</param>
    public static IReadOnlyList<string>? ValuesOf(Shape shape, string name, bool rootTag)
    {
        if (shape.Text is not { Formats: ValueFormats.None } text || text.Distinct.Overflowed || text.Distinct.Count is 0 or > MaxValues) return null;
        var words = Words.Of(name);
        if (words.Count == 0 || FreeText.Contains(name) || FreeText.Contains(words[^1])) return null;
        if (!(rootTag && text.Distinct.Count == 1 && shape.Strings >= 3) && !Suffices(text.Distinct, shape.Strings)) return null;
        var values = text.Distinct.Values.Select(v => Encoding.UTF8.GetString(v.Value)).Order(StringComparer.Ordinal).ToList();
        return values.TrueForAll(IsSymbol) ? values : null;
    }

    private static bool Suffices(DistinctValues distinct, long count)
    {
        var once = distinct.Values.Count(v => v.Count == 1);
        return count >= MinCount && count >= 6L * distinct.Count && once <= 0.01 * count;
    }

    private static bool IsSymbol(string value) =>
        value.Length is > 0 and <= 40 && !char.IsDigit(value[0]) && value.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or ' ' or ':' or '/' or '+') && value.Count(c => c == ' ') <= 2;
}
