using System.Globalization;
using System.Text.RegularExpressions;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Requests;

namespace Supertrack.Core.Connectors.Errors;

/// <summary>How long to wait before an attempt is repeated.</summary>
internal interface IBackoff
{
    /// <param name="answer">The answer that failed; null where none came.</param>
    /// <param name="attempt">Attempts made, from 1.</param>
    /// <returns>Seconds; null where this strategy says nothing.</returns>
    double? Seconds(HttpAnswer? answer, int attempt);
}

internal sealed class ConstantBackoff(SourceSession session, Interpolated seconds, double? jitter) : IBackoff
{
    public double? Seconds(HttpAnswer? answer, int attempt) =>
        Jitter.Add(BackoffNumber.Evaluate(session, seconds), jitter, attempt);
}

internal sealed class ExponentialBackoff(SourceSession session, Interpolated factor, double? jitter) : IBackoff
{
    public double? Seconds(HttpAnswer? answer, int attempt) =>
        Jitter.Add(BackoffNumber.Evaluate(session, factor) * Math.Pow(2, attempt), jitter, attempt);
}

/// <summary>Waits as many seconds as a header says.</summary>
internal sealed class HeaderSecondsBackoff(SourceSession session, Interpolated header, Interpolated? regex, Interpolated? max) : IBackoff
{
    public double? Seconds(HttpAnswer? answer, int attempt)
    {
        if (answer is null) return null;
        var seconds = HeaderNumber.Read(session, answer, header, regex);
        return seconds is { } wait ? BackoffLimit.Apply(session, wait, max) : null;
    }
}

/// <summary>Waits until the time, in Unix seconds, that a header says.</summary>
internal sealed class HeaderTimeBackoff(SourceSession session, Interpolated header, Interpolated? regex, Interpolated? minimum, Interpolated? max) : IBackoff
{
    public double? Seconds(HttpAnswer? answer, int attempt)
    {
        double? least = minimum is null ? null : BackoffNumber.Evaluate(session, minimum);
        var until = answer is null ? null : HeaderNumber.Read(session, answer, header, regex);
        if (until is null or 0) return least is > 0 ? BackoffLimit.Apply(session, least.Value, max) : null;
        var wait = until.Value - (session.Now.ToUnixTimeMilliseconds() / 1000.0);
        if (least is > 0) return BackoffLimit.Apply(session, Math.Max(wait, least.Value), max);
        return wait < 0 ? null : BackoffLimit.Apply(session, wait, max);
    }
}

internal static class BackoffNumber
{
    public static double Evaluate(SourceSession session, Interpolated template)
    {
        var text = template.Evaluate(new Scope(session)).ToString();
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : throw new ConnectorException(FailureKind.System, $"'{text}' is no number of seconds. Correct the back-off in the manifest.");
    }
}

internal static class HeaderNumber
{
    public static double? Read(SourceSession session, HttpAnswer answer, Interpolated header, Interpolated? regex)
    {
        var text = answer.Header(header.Evaluate(new Scope(session)).ToString());
        if (string.IsNullOrEmpty(text)) return null;
        if (regex is not null)
        {
            var pattern = regex.Evaluate(new Scope(session)).ToString();
            var match = Regex.Match(text, $@"\A(?:{pattern})", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            if (match.Success) text = match.Value;
        }
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}

internal static class BackoffLimit
{
    public static double Apply(SourceSession session, double seconds, Interpolated? max)
    {
        if (max is null || seconds < BackoffNumber.Evaluate(session, max)) return seconds;
        throw new ConnectorException(FailureKind.Transient, $"The API asks to wait {seconds:0} seconds, longer than the manifest allows. Read again later.");
    }
}

/// <summary>Spreads repeats. The spread comes from the attempt, so that a replayed read waits the same.</summary>
internal static class Jitter
{
    public static double Add(double seconds, double? range, int attempt) =>
        range is { } width ? seconds + (width * 2 * ((attempt * 0.6180339887498949) % 1)) : seconds;
}
