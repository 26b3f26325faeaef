using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Manifests;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>The same credential at another place: a header the answer names, another scheme, a query parameter.</summary>
internal sealed partial class CredentialPlace : IRepairStrategy
{
    private static readonly string[] s_usualHeaders = ["X-API-Key", "X-Api-Token", "X-Auth-Token", "Api-Key"];

    public IEnumerable<Proposal> Propose(RepairEvidence evidence)
    {
        if (evidence.Failure is not { Exchange: { } exchange, Diagnosis: { } diagnosis }) yield break;
        if (diagnosis.Class is not (FailureClass.AuthInvalid or FailureClass.AuthExpired or FailureClass.PermissionDenied) && exchange.Status is not (401 or 403)) yield break;
        if (evidence.Stream.Authenticator is not { } current || Secret(current) is not { } secret) yield break;
        var said = exchange.Body + "\n" + string.Join('\n', exchange.Headers.Where(h => h.Key.Equals("WWW-Authenticate", StringComparison.OrdinalIgnoreCase)).Select(h => h.Value));
        var seen = new HashSet<string> { current.ToJsonString() };
        foreach (var (authenticator, why, cost) in Placements(said, secret))
            if (seen.Add(authenticator.ToJsonString()))
                yield return new Proposal("move_credential", why, [PatchOperation.Set(evidence.Stream.AuthenticatorPointer, authenticator)], cost);
    }

    private static IEnumerable<(JsonObject Authenticator, string Why, double Cost)> Placements(string said, string secret)
    {
        foreach (Match match in HeaderPattern().Matches(said))
            yield return (Key(match.Value, "header", secret), $"the answer names the header {match.Value}", 1);
        foreach (Match match in QuotedPattern().Matches(said))
            if (match.Groups[1].Value is var name && !name.Contains(' '))
                yield return (Key(name, "header", secret), $"the answer names {name}", 1.6);
        foreach (Match match in SchemePattern().Matches(said))
        {
            var scheme = match.Groups[1].Value;
            yield return (Scheme(scheme, secret), $"the answer names the scheme {scheme}", 1.1);
        }
        yield return (Scheme("Bearer", secret), "the credential is tried as a bearer token", 2);
        foreach (var header in s_usualHeaders) yield return (Key(header, "header", secret), $"the credential is tried in {header}", 2.6);
        foreach (Match match in ParameterPattern().Matches(said))
            yield return (Key(match.Groups[1].Value, "request_parameter", secret), $"the answer names the parameter {match.Groups[1].Value}", 1.3);
    }

    private static JsonObject Scheme(string scheme, string secret) => scheme.ToLowerInvariant() switch
    {
        "bearer" => new JsonObject { ["type"] = "BearerAuthenticator", ["api_token"] = secret },
        "basic" => new JsonObject { ["type"] = "BasicHttpAuthenticator", ["username"] = secret, ["password"] = "" },
        _ => Key("Authorization", "header", $"{scheme} {secret}"),
    };

    private static JsonObject Key(string name, string place, string secret) => new()
    {
        ["type"] = "ApiKeyAuthenticator",
        ["api_token"] = secret,
        ["inject_into"] = new JsonObject { ["type"] = "RequestOption", ["inject_into"] = place, ["field_name"] = name },
    };

    private static string? Secret(JsonObject authenticator) => authenticator["type"]?.ToString() switch
    {
        "ApiKeyAuthenticator" or "BearerAuthenticator" => authenticator["api_token"]?.ToString(),
        "BasicHttpAuthenticator" => authenticator["password"]?.ToString() is { Length: > 0 } password ? password : authenticator["username"]?.ToString(),
        _ => null,
    };

    [GeneratedRegex(@"\b[Xx]-[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\b|\bAuthorization-[A-Za-z\-]+\b|\b[A-Z][A-Za-z]+(?:-[A-Z][A-Za-z]+)*-(?:Key|Token|Secret|Auth)\b")]
    private static partial Regex HeaderPattern();

    [GeneratedRegex(@"[`'""]([A-Za-z][\w\-]{2,40})[`'""]?\s+header|header\s+[`'""]?([A-Za-z][\w\-]{2,40})", RegexOptions.IgnoreCase)]
    private static partial Regex QuotedPattern();

    [GeneratedRegex(@"\b(Bearer|Basic|Token|ApiKey|SSWS|Key|GenieKey|Zoho-oauthtoken)\b(?=[^a-z]|$)")]
    private static partial Regex SchemePattern();

    [GeneratedRegex(@"(?:query (?:parameter|string)|parameter)\s+[`'""]?([A-Za-z_][\w\-]{1,40})", RegexOptions.IgnoreCase)]
    private static partial Regex ParameterPattern();
}
