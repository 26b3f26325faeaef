using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Manifests;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>The same credential at another place: a header or parameter the answer names, another scheme, then the usual places.</summary>
internal sealed partial class CredentialPlace : IRepairStrategy
{
    private static readonly string[] s_usualHeaders = ["X-API-Key", "X-Api-Token", "X-Auth-Token", "Api-Key"];
    private static readonly string[] s_usualParameters = ["api_key", "apikey", "key", "access_token", "token"];

    public IEnumerable<Proposal> Propose(RepairEvidence evidence)
    {
        if (evidence.Failure is not { Exchange: { } exchange, Diagnosis: { } diagnosis }) yield break;
        var refused = diagnosis.Class is FailureClass.AuthInvalid or FailureClass.AuthExpired or FailureClass.PermissionDenied || exchange.Status is 401 or 403;
        refused |= diagnosis.Class is FailureClass.Unknown or FailureClass.ParameterRejected or FailureClass.UnexpectedContent or FailureClass.Configuration && SpeaksOfCredential(evidence.Stream, exchange.Said);
        if (!refused || diagnosis.Class is FailureClass.RateLimited or FailureClass.Blocked or FailureClass.AccountProblem or FailureClass.AuthRevoked) yield break;
        var said = Said(exchange);
        var seen = new HashSet<string>();
        if (evidence.Stream.Authenticator is { } current) seen.Add(current.ToJsonString());
        var rank = 0;
        foreach (var secret in StreamSecrets.Of(evidence.Stream).Take(2))
        {
            foreach (var (authenticator, why, cost) in Placements(evidence.Stream, said, secret).OrderBy(each => each.Cost))
                if (seen.Add(authenticator.ToJsonString()))
                    yield return new Proposal("move_credential", why, [PatchOperation.Set(evidence.Stream.AuthenticatorPointer, authenticator)], cost + rank);
            rank++;
        }
        foreach (var proposal in Further(evidence.Stream, said)) yield return proposal;
    }

    // Another value of the configuration beside the credential: an account, a second key.
    private static IEnumerable<Proposal> Further(StreamView stream, string said)
    {
        foreach (var (name, inQuery, cost) in CredentialNames.In(said).Take(3))
            foreach (var value in StreamSecrets.Named(stream, name).Take(2))
            {
                var pointer = $"{(inQuery ? stream.ParametersPointer : stream.HeadersPointer)}/{ManifestPatch.Escape(name)}";
                yield return new Proposal("add_credential", $"the answer names {name}; it is sent beside the credential", [PatchOperation.Set(pointer, value)], cost + 0.45);
            }
    }

    private static string Said(Trials.ObservedExchange exchange) =>
        exchange.Said + "\n" + string.Join('\n', exchange.Headers.Where(h => h.Key.Equals("WWW-Authenticate", StringComparison.OrdinalIgnoreCase)).Select(h => h.Value));

    private static IEnumerable<(JsonObject Authenticator, string Why, double Cost)> Placements(StreamView stream, string said, string secret)
    {
        foreach (var (name, inQuery, cost) in CredentialNames.In(said))
            yield return (Key(name, inQuery ? "request_parameter" : "header", secret), $"the answer names {name}", cost);
        var rank = 0;
        foreach (var scheme in SchemePattern().Matches(said).Select(match => match.Groups["scheme"].Value).Distinct(StringComparer.OrdinalIgnoreCase).Take(4))
            foreach (var authenticator in Schemes(stream, scheme, secret))
                yield return (authenticator, $"the answer names the scheme {scheme}", 1.1 + (0.1 * rank++));
        yield return (Scheme("Bearer", secret), "the credential is tried as a bearer token", 2);
        foreach (var header in s_usualHeaders) yield return (Key(header, "header", secret), $"the credential is tried in {header}", 2.6);
        foreach (var parameter in s_usualParameters) yield return (Key(parameter, "request_parameter", secret), $"the credential is tried as {parameter}", 2.8);
    }

    // A basic credential has two halves, and the secret may be either.
    private static IEnumerable<JsonObject> Schemes(StreamView stream, string scheme, string secret)
    {
        if (!scheme.Equals("basic", StringComparison.OrdinalIgnoreCase)) return [Scheme(scheme, secret)];
        return [.. StreamSecrets.Users(stream).Take(3).Select(user => Basic(user, secret)), Basic(secret, ""), Basic("", secret)];
    }

    private static JsonObject Scheme(string scheme, string secret) => scheme.Equals("bearer", StringComparison.OrdinalIgnoreCase)
        ? new JsonObject { ["type"] = "BearerAuthenticator", ["api_token"] = secret }
        : Key("Authorization", "header", $"{scheme} {secret}");

    private static JsonObject Basic(string user, string password) => new() { ["type"] = "BasicHttpAuthenticator", ["username"] = user, ["password"] = password };

    // A refusal under another name: it speaks of a key or token and of the place where the stream's own goes, or of a header.
    private static bool SpeaksOfCredential(StreamView stream, string said) =>
        KeyPattern().IsMatch(said) && (HeaderPattern().IsMatch(said) || (stream.Text(stream.AuthenticatorPointer + "/inject_into/field_name") is { } own && said.Contains(own, StringComparison.OrdinalIgnoreCase)));

    private static JsonObject Key(string name, string place, string secret) => new()
    {
        ["type"] = "ApiKeyAuthenticator",
        ["api_token"] = secret,
        ["inject_into"] = new JsonObject { ["type"] = "RequestOption", ["inject_into"] = place, ["field_name"] = name },
    };

    [GeneratedRegex(@"\b(?:api|access|app|auth\w*|secret)[ _\-]?(?:key|token)s?\b|credential|authoriz|authentic|\b(?:key|token)\b", RegexOptions.IgnoreCase)]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"\bheader\b|\bbearer\b|\bAuthorization\b", RegexOptions.IgnoreCase)]
    private static partial Regex HeaderPattern();

    [GeneratedRegex(@"Authorization['""]?\s*[:=]\s*['""]?(?<scheme>[A-Za-z][\w\-]{1,30})(?=\s)|\b(?<scheme>Bearer|Basic|Token|ApiKey|Api-Key|APIKEY|SSWS|Key|GenieKey|PRIVATE-TOKEN|Zoho-oauthtoken|Splunk)\b(?=[^a-z]|$)|\b(?<scheme>[A-Z][A-Za-z]+) scheme|scheme ['""]?(?<scheme>[A-Z][A-Za-z]+)|\b(?<scheme>bearer|basic)\b(?= (?:auth|token|scheme|cred))")]
    private static partial Regex SchemePattern();
}
