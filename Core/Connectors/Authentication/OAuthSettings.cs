using Supertrack.Core.Connectors.Interpolation;

namespace Supertrack.Core.Connectors.Authentication;

/// <summary>An OAuth authenticator's settings, as templates of the configuration.</summary>
internal sealed record OAuthSettings
{
    /// <summary>Null where the access token is given and never renewed.</summary>
    public Interpolated? Endpoint { get; init; }

    public required Interpolated ClientIdName { get; init; }

    public Interpolated? ClientId { get; init; }

    public required Interpolated ClientSecretName { get; init; }

    public Interpolated? ClientSecret { get; init; }

    public required Interpolated RefreshTokenName { get; init; }

    public Interpolated? RefreshToken { get; init; }

    public required Interpolated AccessTokenName { get; init; }

    public Interpolated? AccessToken { get; init; }

    public required Interpolated ExpiresInName { get; init; }

    public required Interpolated GrantTypeName { get; init; }

    public required Interpolated GrantType { get; init; }

    public InterpolatedMap? Body { get; init; }

    public InterpolatedMap? Headers { get; init; }

    public bool AsParameters { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    public Interpolated? ExpiryDate { get; init; }

    /// <summary>Set where the answer's expiry is a date of this format and not seconds.</summary>
    public string? ExpiryFormat { get; init; }

    /// <summary>Signs an assertion that is exchanged for tokens; then client credentials are not sent.</summary>
    public JwtSigner? Assertion { get; init; }

    /// <summary>Set where refresh tokens are good for one use: where in the configuration the new tokens are kept.</summary>
    public TokenPaths? Keep { get; init; }

    public IReadOnlyList<int> DeadStatuses { get; init; } = [400];

    public string DeadKey { get; init; } = "error";

    public IReadOnlyList<string> DeadValues { get; init; } = ["invalid_grant", "invalid_permissions"];
}

/// <summary>Paths into the configuration.</summary>
internal sealed record TokenPaths(IReadOnlyList<string> Access, IReadOnlyList<string> Refresh, IReadOnlyList<string> Expiry);
