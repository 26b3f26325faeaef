using System.Globalization;
using System.Text.RegularExpressions;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Connectors.Recordings;

/// <summary>
/// Takes the moment of the recording out of requests: a manifest that asks "until now" asks for another second each time. Times within ten minutes
/// of the start, as ISO 8601 text or as seconds or milliseconds since 1970, all become one word.
/// </summary>
internal sealed partial class NearTime(DateTimeOffset start)
{
    private const string Word = "(now)";
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(10);

    public HttpExchangeRequest Without(HttpExchangeRequest request) => request with
    {
        Url = Without(request.Url),
        Body = request.Body is { } body ? System.Text.Encoding.UTF8.GetBytes(Without(System.Text.Encoding.UTF8.GetString(body.Span))) : null,
    };

    public string Without(string text) => Moment().Replace(text, found => IsNear(Uri.UnescapeDataString(found.Value)) ? Word : found.Value);

    private bool IsNear(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return Math.Abs((number < 100_000_000_000 ? number * 1000 : number) - start.ToUnixTimeMilliseconds()) < Near.TotalMilliseconds;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && (time - start).Duration() < Near;
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\d(?:T|%20|\+| )\d\d(?::|%3A)\d\d(?:(?::|%3A)\d\d(?:\.\d{1,9})?)?(?:Z|(?:\+|%2B|-)\d\d(?::|%3A)?\d\d)?|(?<!\d)\d{13}(?!\d)|(?<!\d)\d{10}(?!\d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Moment();
}
