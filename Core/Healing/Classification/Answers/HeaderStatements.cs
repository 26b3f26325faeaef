using System.Text.RegularExpressions;

namespace Supertrack.Core.Healing.Classification.Answers;

/// <summary>Reads headers that say what failed: WWW-Authenticate (RFC 6750 3), Amazon's and Microsoft's error type headers, warnings.</summary>
internal static partial class HeaderStatements
{
    public static void Read(FailureSample sample, Findings found)
    {
        foreach (var (name, value) in sample.Headers.Where(h => h.Value.Length is > 1 and < 300 && Telling().IsMatch(h.Key) && !Unrelated().IsMatch(h.Key)))
        {
            if (value.Contains(' ')) found.Message(Uri.UnescapeDataString(value), name);
            else if (!double.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out _)) found.Code(value.Split(':')[0], name);
        }

        if (sample.Headers.TryGetValue("www-authenticate", out var challenge))
        {
            foreach (Match part in ErrorParts().Matches(challenge))
            {
                if (part.Groups[1].Value == "error") found.Code(part.Groups[2].Value, "www-authenticate");
                else found.Message(part.Groups[2].Value, "www-authenticate");
            }
        }
    }

    [GeneratedRegex("error|fault|problem|limit-?(ed-)?(reason|type)|throttl.*reason|(^|-)reason$|denied|grpc-message", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Telling();

    [GeneratedRegex("(-id|-ids|-url|-uri|-link|-count|-remaining|-limit|-reset|report-to)$|deprecat|default|x-cache|nel|report|policy", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Unrelated();

    [GeneratedRegex("(error|error_description)=\"([^\"]*)\"", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex ErrorParts();
}
