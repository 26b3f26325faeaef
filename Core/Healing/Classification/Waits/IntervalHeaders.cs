using System.Globalization;
using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Waits;

/// <summary>A window's length where its allowance is used up (<c>X-HubSpot-RateLimit-Interval-Milliseconds</c>, <c>X-Rate-Limit-Api-Token-Interval-Ms</c>).</summary>
internal sealed partial class IntervalHeaders : IWaitSource
{
    public Wait? Read(Answer answer)
    {
        if (answer.Status != 429 && !answer.Statements.Any(s => s.Words.Contains("limit", StringComparison.Ordinal))) return null;
        return answer.Sample.Headers.Where(h => Interval().IsMatch(h.Key) && !(Left(answer, h.Key) > 0))
            .Select(h => (h, Seconds: Amounts.Seconds(h.Value, answer.Now, h.Key.Contains("ms", StringComparison.OrdinalIgnoreCase) || h.Key.Contains("millis", StringComparison.OrdinalIgnoreCase))))
            .Where(p => p.Seconds > 0)
            .OrderByDescending(p => p.Seconds)
            .Select(p => new Wait(p.Seconds!.Value, $"{p.h.Key}: {p.h.Value}"))
            .FirstOrDefault();
    }

    private static double? Left(Answer answer, string name) =>
        answer.Header(Interval().Replace(name, "Remaining")) is { } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : null;

    [GeneratedRegex(@"(interval|window)(-?(ms|millis|milliseconds|seconds|secs?))?$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Interval();
}
