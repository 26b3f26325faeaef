namespace Supertrack.Core.Connectors.Generation;

internal enum AuthStyle { None, Bearer, Basic, ApiKeyHeader, ApiKeyQuery, OAuthClientCredentials, OAuthRefreshToken }

/// <param name="Style">The style.</param>
/// <param name="Name">The header or query parameter of an API key, or the token URL of OAuth.</param>
/// <param name="Scopes">Of OAuth.</param>
internal sealed record AuthDraft(AuthStyle Style, string Name = "", IReadOnlyList<string>? Scopes = null)
{
    /// <summary>For people, with how sure it is.</summary>
    public string Remark => Style switch
    {
        AuthStyle.None => "authentication: none described; add an authenticator where the API asks for one",
        AuthStyle.ApiKeyHeader or AuthStyle.ApiKeyQuery => $"authentication: API key as {Name}, from the description (sure)",
        AuthStyle.OAuthClientCredentials or AuthStyle.OAuthRefreshToken => $"authentication: OAuth with tokens of {Name}, from the description (sure)",
        _ => $"authentication: {Style}, from the description (sure)",
    };
}
