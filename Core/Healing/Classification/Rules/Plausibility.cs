using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Waits;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>Compares values of the same shape: content that cannot be what it was, told from a few records before and after.</summary>
internal static partial class Plausibility
{
    private const double Leap = 10;

    /// <returns>What is implausible, in words; null where nothing is.</returns>
    public static string? Judge(Dictionary<string, List<JsonNode?>> before, Dictionary<string, List<JsonNode?>> after, DateTimeOffset now)
    {
        foreach (var (path, values) in after)
        {
            if (!before.TryGetValue(path, out var old)) continue;
            var reason = Placeholder(Columns.Texts(old), Columns.Texts(values)) ?? Damaged(Columns.Texts(old), Columns.Texts(values))
                ?? Numeric(path, Columns.Numbers(old), Columns.Numbers(values)) ?? Dated(Columns.Texts(old), Columns.Texts(values), now)
                ?? Repeated(path, Columns.Texts(old), Columns.Texts(values)) ?? Emptied(old, values);
            if (reason is not null) return path + " " + reason;
        }

        return null;
    }

    private static string? Placeholder(List<string> before, List<string> after)
    {
        if (after.Count < 2 || before.Count == 0) return null;
        if (after.TrueForAll(t => Stand().IsMatch(t)) && !before.Exists(t => Stand().IsMatch(t))) return $"is {Quoted.Short(after[0])} in every record";
        var collapsed = after.Distinct().Count() == 1 && before.Count > 1 && before.Distinct().Count() == before.Count && !before.Contains(after[0]);
        return collapsed && (after.Count > 2 || after[0] is "0" or "" or "0.0") ? $"is {Quoted.Short(after[0])} in every record, where every record had its own" : null;
    }

    private static string? Damaged(List<string> before, List<string> after) =>
        after.Exists(t => Mojibake().IsMatch(t)) && !before.Exists(t => Mojibake().IsMatch(t)) ? "has letters in a wrong encoding" : null;

    private static string? Numeric(string path, List<double> before, List<double> after)
    {
        if (before.Count < 2 || after.Count < 2) return null;
        var leap = before.Count > 2 && after.Count > 2 ? Leap : Leap * 3;
        if (before.TrueForAll(n => n > 0) && after.Count(n => n < 0) * 2 >= after.Count && !Signed().IsMatch(path)) return $"is negative ({after.Min()}) where it never was";
        if (Identity().IsMatch(path) || !before.TrueForAll(n => n > 0) || !after.TrueForAll(n => n > 0)) return null;
        var leapt = after.Min() > before.Max() && Median(after) > Median(before) * leap || after.Max() < before.Min() && Median(after) * leap < Median(before);
        return leapt ? $"is around {Median(after)} where it was around {Median(before)}" : null;
    }

    private static string? Dated(List<string> before, List<string> after, DateTimeOffset now)
    {
        if (before.Count == 0 || after.Count == 0 || !Moments.TryParse(after[0], out var first)) return null;
        var olds = before.Select(t => Moments.TryParse(t, out var m) ? m : (DateTimeOffset?)null).OfType<DateTimeOffset>().ToList();
        if (olds.Count < before.Count || !after.TrueForAll(t => Moments.TryParse(t, out _))) return null;
        var news = after.Select(t => Moments.TryParse(t, out var m) ? m : first).ToList();
        if (news.Min().Year >= now.Year + 5 && olds.Max().Year < now.Year + 5) return $"lies in the year {news.Min().Year}";
        return news.Max().Year <= olds.Min().Year - 30 ? $"lies in the year {news.Max().Year}" : null;
    }

    private static string? Repeated(string path, List<string> before, List<string> after) =>
        Key().IsMatch(path) && before.Count > 1 && before.Distinct().Count() == before.Count && after.Distinct().Count() < after.Count ? "names several records alike" : null;

    private static string? Emptied(List<JsonNode?> before, List<JsonNode?> after) =>
        after.Count >= 5 && before.TrueForAll(v => v is not null) && after.Count(v => v is null) * 5 >= after.Count * 4 ? "is null in nearly every record" : null;

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    [GeneratedRegex(@"^(-?9{3,}(\.0+)?|-1|1970-01-01.*|1900-01-01.*|0001-01-01.*|9999-12-31.*|0000-00-00.*|n/?a|null|none|nan|undefined|unknown|tbd|todo|\*+|x{3,}|\[?(redacted|masked|hidden|removed)\]?|.*lorem ipsum.*|(test|foo|user|noreply)@(example|test)\.(com|org|net)|test|\[object object\]|#(ref|n/a|value)!?|string)$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Stand();

    [GeneratedRegex(@"\u00C3[\u0080-\u00BF]|\u00E2\u20AC|\uFFFD", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Mojibake();

    [GeneratedRegex(@"lat|lon|lng|temp|balance|delta|change|diff|offset|profit|net|gain|loss|elevation|altitude|(^|\.)[xyz]$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Signed();

    [GeneratedRegex(@"(^|[._])(id|key|number|no|code|seq|version|timestamp|count|index|position)s?$|Id$|_at$|At$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Identity();

    [GeneratedRegex(@"^(id|uuid|guid|key|_id)$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Key();
}
