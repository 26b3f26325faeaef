using System.Globalization;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Waits;

/// <summary>
/// Two limits in one header with their use beside it (Strava: <c>X-RateLimit-Limit: 200,2000</c> and <c>X-RateLimit-Usage: 201,900</c>): the first
/// window ends at the next quarter of an hour, the second at midnight UTC.
/// </summary>
internal sealed class FixedWindows : IWaitSource
{
    public Wait? Read(Answer answer)
    {
        var prefix = answer.Sample.Headers.Keys.FirstOrDefault(k => k.EndsWith("ratelimit-usage", StringComparison.OrdinalIgnoreCase));
        if (prefix is null || Pair(answer.Header(prefix)) is not { } used) return null;
        if (Pair(answer.Header(prefix[..^"usage".Length] + "limit")) is not { } limits) return null;
        var now = answer.Now.UtcDateTime;
        var source = $"{prefix}: {used.First},{used.Second} of {limits.First},{limits.Second}";
        if (used.Second >= limits.Second) return new(Amounts.Rounded((now.Date.AddDays(1) - now).TotalSeconds), source);
        if (used.First < limits.First) return null;
        var quarter = now.Date.AddMinutes((Math.Floor((now - now.Date).TotalMinutes / 15) + 1) * 15);
        return new(Amounts.Rounded((quarter - now).TotalSeconds), source);
    }

    private static (double First, double Second)? Pair(string? text)
    {
        var parts = text?.Split(',');
        return parts is { Length: 2 }
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var first)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var second) ? (first, second) : null;
    }
}
