using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification;
using Supertrack.Core.Healing.Manifests;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>An access token that is fetched: at a token endpoint that moved, or for the first time where a refusal asks for one and the settings hold what it takes.</summary>
internal sealed partial class TokenExchange : IRepairStrategy
{
    private static readonly string[] s_usual = ["/oauth/token", "/oauth2/token", "/token"];

    public IEnumerable<Proposal> Propose(RepairEvidence evidence)
    {
        if (evidence.Failure is not { Exchange: { } exchange } failure) yield break;
        if (evidence.Stream.Text(evidence.Stream.AuthenticatorPointer + "/token_refresh_endpoint") is { } endpoint)
        {
            foreach (var proposal in Moved(evidence.Stream, exchange, endpoint, failure.Diagnosis)) yield return proposal;
        }
        else if (failure.Diagnosis.Class is FailureClass.AuthInvalid or FailureClass.AuthExpired or FailureClass.AuthRevoked && Holds(evidence.Stream, "client_id") && Holds(evidence.Stream, "client_secret") && GrantPattern().IsMatch(exchange.Said))
        {
            var rank = 0;
            foreach (var path in RouteText.Paths(exchange.Said).Where(path => path.StartsWith('/') && path.Contains("token", StringComparison.OrdinalIgnoreCase)).Concat(s_usual).Distinct())
                yield return new Proposal("fetch_token", $"the answer asks for an access token; {path} gives it", [PatchOperation.Set(evidence.Stream.AuthenticatorPointer, Authenticator(evidence.Stream, path))], 1.2 + (0.2 * rank++));
        }
    }

    private static IEnumerable<Proposal> Moved(StreamView stream, ObservedExchange exchange, string endpoint, Diagnosis diagnosis)
    {
        if (diagnosis.Class is not (FailureClass.EndpointMoved or FailureClass.EndpointRemoved or FailureClass.VersionUnsupported or FailureClass.Unknown) || !endpoint.EndsWith(exchange.Path, StringComparison.Ordinal)) yield break;
        var names = new[] { exchange.Headers.GetValueOrDefault("Location"), diagnosis.Hints.Successor }.OfType<string>().Concat(RouteText.Paths(exchange.Body)).Concat(s_usual);
        var rank = 0;
        foreach (var name in names.Distinct())
            if (Uri.TryCreate(exchange.Url, UriKind.Absolute, out var asked) && Uri.TryCreate(asked, name, out var found) && found.AbsolutePath != exchange.Path)
                yield return new Proposal("move_token_endpoint", $"{exchange.Status} on {exchange.Path}; {found.AbsolutePath} is tried", [PatchOperation.Set(stream.AuthenticatorPointer + "/token_refresh_endpoint", endpoint[..^exchange.Path.Length] + found.AbsolutePath)], 1.1 + (0.2 * rank++));
    }

    private static JsonObject Authenticator(StreamView stream, string path)
    {
        var authenticator = new JsonObject
        {
            ["type"] = "OAuthAuthenticator",
            ["token_refresh_endpoint"] = (stream.Text(stream.RequesterPointer + "/url_base") ?? "").TrimEnd('/') + path,
            ["client_id"] = "{{ config['client_id'] }}",
            ["client_secret"] = "{{ config['client_secret'] }}",
            ["grant_type"] = "client_credentials",
        };
        if (!Holds(stream, "refresh_token")) return authenticator;
        authenticator["grant_type"] = "refresh_token";
        authenticator["refresh_token"] = "{{ config['refresh_token'] }}";
        return authenticator;
    }

    private static bool Holds(StreamView stream, string setting) => ManifestPatch.At(stream.Manifest, $"/spec/connection_specification/properties/{setting}") is not null;

    [GeneratedRegex(@"oauth|client[ _]credential|access[ _]token|token endpoint|/token\b", RegexOptions.IgnoreCase)]
    private static partial Regex GrantPattern();
}
