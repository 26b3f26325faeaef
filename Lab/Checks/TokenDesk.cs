using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Lab.Answers;
using Supertrack.Lab.Records;
using Supertrack.Lab.Scenarios;
using Supertrack.Lab.Serving;

namespace Supertrack.Lab.Checks;

internal enum TokenVerdict
{
    Good,
    Expired,
    Unknown,
}

/// <summary>Gives out access tokens (RFC 6749, refresh token and client credentials) and knows how long each is good.</summary>
internal sealed class TokenDesk(JsonObject config, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Token> _tokens = new(StringComparer.Ordinal);

    /// <summary>Counts one use of a token.</summary>
    public TokenVerdict Use(string text, AuthRule rule)
    {
        lock (_gate)
        {
            if (!_tokens.TryGetValue(text, out Token? token))
            {
                return TokenVerdict.Unknown;
            }

            bool tooOld = rule.Seconds is { } seconds && clock.GetElapsedTime(token.Since).TotalSeconds >= seconds;
            if (rule.Revoked || tooOld || (rule.Uses is { } uses && token.Uses >= uses))
            {
                return TokenVerdict.Expired;
            }

            token.Uses++;
            return TokenVerdict.Good;
        }
    }

    /// <summary>Answers a request to the token endpoint.</summary>
    public Reply Issue(Incoming request, AuthRule rule)
    {
        if (request.Method != "POST")
        {
            return AnswerReply.Problem(405, "Tokens are asked for with POST.").With("Allow", "POST");
        }

        if (rule.Revoked)
        {
            return Error(400, "invalid_grant", "The grant has been revoked.");
        }

        return Client(request) ?? Grant(request) ?? Issued(rule);
    }

    private Reply? Client(Incoming request)
    {
        (string? id, string? secret) = BasicCredentials(request);
        bool known = Matches("client_id", id ?? request.BodyValue("client_id"))
            && Matches("client_secret", secret ?? request.BodyValue("client_secret"));
        return known ? null : Error(401, "invalid_client", "The client is not known or its secret is wrong.");
    }

    private Reply? Grant(Incoming request)
    {
        string wanted = config["refresh_token"] is null ? "client_credentials" : "refresh_token";
        string? given = request.BodyValue("grant_type");
        if (given != wanted)
        {
            return given is null
                ? Error(400, "invalid_request", "grant_type is missing; send the request as a form.")
                : Error(400, "unsupported_grant_type", $"The grant type here is {wanted}.");
        }

        return wanted == "client_credentials" || Matches("refresh_token", request.BodyValue("refresh_token"))
            ? null
            : Error(400, "invalid_grant", "The refresh token is not known.");
    }

    private Reply Issued(AuthRule rule)
    {
        string text;
        lock (_gate)
        {
            text = $"at-{_tokens.Count + 1:D4}-{Generation.Draw.Mix((ulong)_tokens.Count + 1):x16}";
            _tokens[text] = new Token { Since = clock.GetTimestamp() };
        }

        return AnswerReply.Json(new JsonObject
        {
            ["access_token"] = text,
            ["token_type"] = "Bearer",
            ["expires_in"] = rule.ExpiresIn,
        }).With("Cache-Control", "no-store");
    }

    private bool Matches(string key, string? given) => config[key] is not { } known || given == ValueText.Of(known);

    private static (string? Id, string? Secret) BasicCredentials(Incoming request)
    {
        if (request.Header("Authorization") is not { } header || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return default;
        }

        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), bytes, out int length))
        {
            return default;
        }

        string[] parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return parts.Length == 2 ? (Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1])) : default;
    }

    private static Reply Error(int status, string code, string description) =>
        AnswerReply.Json(new JsonObject { ["error"] = code, ["error_description"] = description }, status);

    private sealed class Token
    {
        public required long Since { get; init; }

        public int Uses { get; set; }
    }
}
