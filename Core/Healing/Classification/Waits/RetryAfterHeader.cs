using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Waits;

/// <summary>
/// Retry-After (RFC 9110 10.2.3: seconds or an HTTP date) and what vendors made of it: decimals, ISO dates, epochs, milliseconds, prefixed names.
/// A value of zero says nothing when a reset header says more, so it is left to the next form.
/// </summary>
internal sealed class RetryAfterHeader : IWaitSource
{
    public Wait? Read(Answer answer)
    {
        var found = answer.Sample.Headers
            .Where(h => IsRetryAfter(h.Key))
            .OrderByDescending(h => IsMilliseconds(h.Key))
            .ThenBy(h => h.Key.Length)
            .Select(h => (h.Key, h.Value, Seconds: Amounts.Seconds(First(h.Value), answer.Now, IsMilliseconds(h.Key))))
            .FirstOrDefault(h => h.Seconds > 0);
        return found.Seconds is { } seconds ? new(seconds, $"{found.Key}: {found.Value}") : null;
    }

    private static bool IsRetryAfter(string name)
    {
        var bare = name.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        return bare.Contains("retryafter", StringComparison.Ordinal) || bare is "xretryin" or "retryin" or "xbackoff" or "backoff" or "xwait" || bare.EndsWith("waitseconds", StringComparison.Ordinal) || bare.EndsWith("cooldown", StringComparison.Ordinal);
    }

    private static bool IsMilliseconds(string name) =>
        name.EndsWith("-ms", StringComparison.OrdinalIgnoreCase) || name.Contains("millis", StringComparison.OrdinalIgnoreCase);

    /// <summary>Repeated headers were joined by a comma; a date has one of its own.</summary>
    private static string First(string value) => value.Length > 0 && char.IsAsciiDigit(value[0]) && !value.Contains(':') ? value.Split(',')[0] : value;
}
