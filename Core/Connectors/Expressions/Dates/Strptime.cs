using System.Text;
using System.Text.RegularExpressions;

namespace Supertrack.Core.Connectors.Expressions.Dates;

/// <summary>Python's strptime in the C locale: the format becomes one pattern, white space in it matches any run of white space, names ignore case.</summary>
internal static class Strptime
{
    private const string Months = "january|february|march|april|may|june|july|august|september|october|november|december";
    private const string Days = "monday|tuesday|wednesday|thursday|friday|saturday|sunday";
    private const string ShortMonths = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
    private const string ShortDays = "mon|tue|wed|thu|fri|sat|sun";

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Regex> Patterns = new();

    /// <exception cref="ExpressionException">ValueError: the text does not match or the format is not known.</exception>
    public static DateTimeValue Parse(string text, string format)
    {
        if (Patterns.Count > 2_000) Patterns.Clear();
        var match = Patterns.GetOrAdd(format, static f => new Regex(Pattern(f), RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)).Match(text);
        if (!match.Success) throw Faults.Value($"time data '{text}' does not match format '{format}'");
        if (match.Length != text.Length) throw Faults.Value($"unconverted data remains: {text[match.Length..]}");
        try
        {
            return new StrptimeFields(match).ToValue();
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Faults.Value($"time data '{text}' has a part that is out of range");
        }
    }

    private static string Pattern(string format)
    {
        var pattern = new StringBuilder("^");
        for (var i = 0; i < format.Length; i++)
        {
            if (char.IsWhiteSpace(format[i]))
            {
                while (i + 1 < format.Length && char.IsWhiteSpace(format[i + 1])) i++;
                pattern.Append(@"\s+");
            }
            else if (format[i] != '%') pattern.Append(Regex.Escape(format[i].ToString()));
            else if (++i >= format.Length) throw Faults.Value($"stray % in format '{format}'");
            else pattern.Append(Directive(format[i], format));
        }
        return pattern.ToString();
    }

    private static string Directive(char directive, string format) => directive switch
    {
        'd' => Group("d", "3[0-1]|[1-2][0-9]|0[1-9]|[1-9]| [1-9]"),
        'f' => Group("f", "[0-9]{1,6}"),
        'H' => Group("H", "2[0-3]|[0-1][0-9]|[0-9]"),
        'I' => Group("I", "1[0-2]|0[1-9]|[1-9]"),
        'G' => Group("G", "[0-9]{4}"),
        'j' => Group("j", "36[0-6]|3[0-5][0-9]|[1-2][0-9][0-9]|0[1-9][0-9]|00[1-9]|[1-9][0-9]|0[1-9]|[1-9]"),
        'm' => Group("m", "1[0-2]|0[1-9]|[1-9]"),
        'M' => Group("M", "[0-5][0-9]|[0-9]"),
        'S' => Group("S", "6[0-1]|[0-5][0-9]|[0-9]"),
        'U' => Group("U", "5[0-3]|[0-4][0-9]|[0-9]"),
        'W' => Group("W", "5[0-3]|[0-4][0-9]|[0-9]"),
        'V' => Group("V", "5[0-3]|0[1-9]|[1-4][0-9]|[0-9]"),
        'u' => Group("u", "[1-7]"),
        'w' => Group("w", "[0-6]"),
        'y' => Group("y", "[0-9]{2}"),
        'Y' => Group("Y", "[0-9]{4}"),
        'z' => Group("z", "[+-][0-9]{2}:?[0-5][0-9](:?[0-5][0-9](\\.[0-9]{1,6})?)?|(?-i:Z)"),
        'A' => Group("A", Days),
        'a' => Group("a", ShortDays),
        'B' => Group("B", Months),
        'b' => Group("b", ShortMonths),
        'p' => Group("p", "am|pm"),
        'Z' => Group("Z", "utc|gmt"),
        '%' => "%",
        'c' => Pattern("%a %b %d %H:%M:%S %Y")[1..],
        'x' => Pattern("%m/%d/%y")[1..],
        'X' => Pattern("%H:%M:%S")[1..],
        _ => throw Faults.Value($"'{directive}' is a bad directive in format '{format}'"),
    };

    private static string Group(string name, string pattern) => $"(?<{name}>{pattern})";

    public static int MonthOf(string name) => Array.FindIndex(ShortMonths.Split('|'), month => name.StartsWith(month, StringComparison.OrdinalIgnoreCase)) + 1;

    public static int DayOf(string name) => Array.FindIndex(ShortDays.Split('|'), day => name.StartsWith(day, StringComparison.OrdinalIgnoreCase));
}
