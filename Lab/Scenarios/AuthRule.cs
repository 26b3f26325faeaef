namespace Supertrack.Lab.Scenarios;

public enum AuthType
{
    None,
    ApiKey,
    Bearer,
    Basic,
    OAuth,
}

/// <summary>A credential that a request must carry.</summary>
public sealed record AuthRule
{
    public required AuthType Type { get; init; }

    /// <summary>api_key: whether the key goes into the query instead of a header.</summary>
    public bool InQuery { get; init; }

    /// <summary>Header or query parameter; default Authorization.</summary>
    public string Name { get; init; } = "Authorization";

    /// <summary>The key in the scenario's config that holds the secret; default <c>api_key</c>.</summary>
    public string Credential { get; init; } = "api_key";

    /// <summary>The word before the secret, empty for none.</summary>
    public string Scheme { get; init; } = "";

    /// <summary>basic: the key in config with the user name; a missing one is the empty text.</summary>
    public string? Username { get; init; }

    /// <summary>basic: the key in config with the password; a missing one is the empty text.</summary>
    public string? Password { get; init; }

    /// <summary>What a missing or wrong credential gets; default 401 problem+json with WWW-Authenticate.</summary>
    public Answer? Answer { get; init; }

    /// <summary>oauth: where tokens are given out.</summary>
    public string TokenPath { get; init; } = "/oauth/token";

    /// <summary>oauth: requests that one token is good for; null for any number.</summary>
    public int? Uses { get; init; }

    /// <summary>oauth: how long one token is good; null for ever.</summary>
    public double? Seconds { get; init; }

    /// <summary>oauth: what <c>expires_in</c> claims.</summary>
    public int ExpiresIn { get; init; } = 3600;

    /// <summary>oauth: what an expired token gets.</summary>
    public Answer? Expired { get; init; }

    /// <summary>oauth: the grant is gone; the token endpoint says invalid_grant and no token is good any more.</summary>
    public bool Revoked { get; init; }
}
