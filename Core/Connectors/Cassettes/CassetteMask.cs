using System.Buffers;
using System.Text.RegularExpressions;

namespace Supertrack.Core.Connectors.Cassettes;

/// <summary>
/// Takes secrets out of what is written down: the values that the request names, credential headers, and the tokens that answers give out.
/// Masking twice changes nothing, so a replayed request is masked the same way before it is looked up.
/// </summary>
internal static partial class CassetteMask
{
    public const string Masked = "****";

    /// <summary>Shorter values are too common in other texts.</summary>
    private const int LeastSecret = 4;

    private static readonly SearchValues<char> SchemeLetters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-");

    private static readonly HashSet<string> CredentialHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key", "Api-Key", "ApiKey", "X-Auth-Token", "X-Access-Token",
    };

    public static string Text(string text, IEnumerable<string> secrets)
    {
        // Longest first: a secret may be part of another.
        foreach (var secret in secrets.Where(secret => secret.Length >= LeastSecret).OrderByDescending(secret => secret.Length))
        {
            text = text.Replace(secret, Masked, StringComparison.Ordinal);
            var escaped = Uri.EscapeDataString(secret);
            if (escaped != secret)
            {
                text = text.Replace(escaped, Masked, StringComparison.OrdinalIgnoreCase).Replace(escaped.Replace("%20", "+", StringComparison.Ordinal), Masked, StringComparison.OrdinalIgnoreCase);
            }
        }

        return text;
    }

    public static IEnumerable<KeyValuePair<string, string>> Headers(
        IEnumerable<KeyValuePair<string, string>> headers, IReadOnlyCollection<string> secrets) =>
        headers.Select(header => KeyValuePair.Create(header.Key, CredentialHeaders.Contains(header.Key) ? Credential(header.Value) : Text(header.Value, secrets)));

    /// <summary>The texts of token members in an answer.</summary>
    public static string Tokens(string json) => TokenMembers().Replace(json, match => $"{match.Groups[1].Value}\"{Masked}\"");

    /// <summary>The scheme stays readable.</summary>
    private static string Credential(string value)
    {
        var space = value.IndexOf(' ');
        return space > 0 && value.AsSpan(0, space).ContainsAnyExcept(SchemeLetters) is false ? value[..(space + 1)] + Masked : Masked;
    }

    [GeneratedRegex("""("(?:access_token|refresh_token|id_token|client_secret|accessToken|refreshToken)"\s*:\s*)"(?:[^"\\]|\\.)*"(?=\s*[,}])""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TokenMembers();
}
