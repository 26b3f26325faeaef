using System.Buffers;
using System.Text.RegularExpressions;
using Supertrack.Core.Secrets;

namespace Supertrack.Core.Connectors.Cassettes;

/// <summary>
/// Takes secrets out of what is written down: the values that the request names, credential headers, and the tokens that answers give out.
/// Masking twice changes nothing, so a replayed request is masked the same way before it is looked up.
/// </summary>
internal static partial class CassetteMask
{
    public const string Masked = "****";

    private static readonly SearchValues<char> SchemeLetters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-");

    private static readonly HashSet<string> CredentialHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key", "Api-Key", "ApiKey", "X-Auth-Token", "X-Access-Token",
    };

    public static string Text(string text, IEnumerable<string> secrets) => Forms(text, SecretForms.Of(secrets));

    /// <param name="text">What is written down.</param>
    /// <param name="forms">What <see cref="SecretForms"/> gives.</param>
    public static string Forms(string text, IReadOnlyList<string> forms)
    {
        foreach (var form in forms)
            text = text.Replace(form, Masked, StringComparison.Ordinal);
        return text;
    }

    public static IEnumerable<KeyValuePair<string, string>> Headers(
        IEnumerable<KeyValuePair<string, string>> headers, IReadOnlyCollection<string> secrets)
    {
        var forms = SecretForms.Of(secrets);
        return HeadersOf(headers, value => Forms(value, forms));
    }

    public static IEnumerable<KeyValuePair<string, string>> HeadersOf(IEnumerable<KeyValuePair<string, string>> headers, Func<string, string> mask) =>
        headers.Select(header => KeyValuePair.Create(header.Key, CredentialHeaders.Contains(header.Key) ? Credential(header.Value) : mask(header.Value)));

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
