namespace Supertrack.Core.Connectors.Generation;

internal enum AuthStyle { None, Bearer, Basic, ApiKeyHeader, ApiKeyQuery, OAuthClientCredentials }

/// <param name="Style">The style.</param>
/// <param name="Name">The header or query parameter of an API key, or the token URL of OAuth.</param>
internal sealed record AuthDraft(AuthStyle Style, string Name = "");
