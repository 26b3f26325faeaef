using System.Text.RegularExpressions;

namespace Supertrack.Core.Healing.Classification.Answers;

/// <summary>Reads headers that say what failed: WWW-Authenticate (RFC 6750 3), Amazon's and Microsoft's error type headers, warnings.</summary>
internal static partial class HeaderStatements
{
    private static readonly string[] s_codes =
        ["x-amzn-errortype", "x-ms-error-code", "x-error-code", "x-error", "x-rate-limit-problem", "x-ratelimit-problem", "ratelimit-reason", "x-ratelimit-reason", "x-ratelimit-type", "x-throttling-reason", "grpc-message"];

    public static void Read(FailureSample sample, Findings found)
    {
        foreach (var name in s_codes)
        {
            if (sample.Headers.TryGetValue(name, out var value) && value.Length > 0) found.Code(value.Split(':')[0], name);
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

    [GeneratedRegex("(error|error_description)=\"([^\"]*)\"", RegexOptions.IgnoreCase)]
    private static partial Regex ErrorParts();
}
