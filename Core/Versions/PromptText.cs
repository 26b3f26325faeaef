using System.Text.RegularExpressions;

namespace Supertrack.Core.Versions;

/// <summary>The text of a prompt with its placeholders, <c>{{ name }}</c> or <c>{name}</c>.</summary>
public static partial class PromptText
{
    /// <summary>The names, sorted.</summary>
    public static IReadOnlyCollection<string> Placeholders(string text) =>
        new SortedSet<string>(Pattern().Matches(text).Select(match => match.Groups["name"].Value), StringComparer.Ordinal);

    /// <summary>The text with each placeholder replaced by its value; values are not looked into.</summary>
    /// <exception cref="FormatException">A placeholder has no value, or a value has no placeholder.</exception>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var names = Placeholders(text);
        if (names.FirstOrDefault(name => !values.ContainsKey(name)) is { } missing) throw new FormatException($"the placeholder {missing} has no value");
        if (values.Keys.FirstOrDefault(name => !names.Contains(name)) is { } unused) throw new FormatException($"the value {unused} has no placeholder");
        return Pattern().Replace(text, match => values[match.Groups["name"].Value]);
    }

    /// <summary>The words without the placeholders.</summary>
    public static string Wording(string text) => Pattern().Replace(text, "");

    [GeneratedRegex(@"\{\{\s*(?<name>[A-Za-z_][\w.]*)\s*\}\}|(?<!\{)\{(?<name>[A-Za-z_]\w*)\}(?!\})")]
    private static partial Regex Pattern();
}
