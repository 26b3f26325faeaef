using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Waits;

/// <summary>
/// A day's allowance in a dialect whose documentation fixes when the day ends: Google's APIs at midnight Pacific time, LinkedIn's and monday.com's at midnight UTC.
/// Told by the form of the answer; an unknown vendor's day may end at any time, so nothing is said of it.
/// </summary>
internal sealed partial class CalendarDay : IWaitSource
{
    public Wait? Read(Answer answer)
    {
        if (answer.Json is not System.Text.Json.Nodes.JsonObject body) return null;
        var words = string.Join("; ", answer.Statements.Select(s => s.Words));
        if (IsGoogle(body) && GoogleDay().IsMatch(words)) return Until("Pacific", answer);
        var utc = body.ContainsKey("serviceErrorCode") || words.Contains("daily limit exceeded", StringComparison.Ordinal) && !IsGoogle(body);
        return utc && Day().IsMatch(words) ? Until("UTC", answer) : null;
    }

    private static Wait? Until(string zone, Answer answer) => Midnights.Next(zone, answer.Now) is { } seconds ? new(seconds, $"the day's allowance comes back at midnight {zone}") : null;

    private static bool IsGoogle(System.Text.Json.Nodes.JsonObject body) => body["error"] is System.Text.Json.Nodes.JsonObject error
        && error.ContainsKey("code") && (error.ContainsKey("errors") || error.ContainsKey("status"));

    [GeneratedRegex(@"daily ?limit|per ?day|for the day|youtube\.quota|youtube/v\d[^;]*quota|daily quota", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex GoogleDay();

    [GeneratedRegex(@"\bday\b|daily|per ?day", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Day();
}
