using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Lab.Answers;
using Supertrack.Lab.Scenarios;
using Supertrack.Lab.Serving;

namespace Supertrack.Lab.Checks;

/// <summary>Whether a request carries the credential that a rule asks for.</summary>
internal sealed class CredentialCheck(AuthRule rule, JsonObject config, TokenDesk tokens)
{
    /// <summary>The refusal, null when the credential holds.</summary>
    public Reply? Refusal(Incoming request)
    {
        string? presented = Presented(request);
        if (rule.Type == AuthType.OAuth)
        {
            return presented is null ? Refuse(request) : tokens.Use(presented, rule) switch
            {
                TokenVerdict.Good => null,
                TokenVerdict.Expired => Expired(request),
                _ => Refuse(request),
            };
        }

        return presented is not null && presented == Expected() ? null : Refuse(request);
    }

    /// <summary>The query parameter that carries the credential, if one does.</summary>
    public string? QueryParameter => rule is { Type: AuthType.ApiKey, InQuery: true } ? rule.Name : null;

    private string? Presented(Incoming request)
    {
        string? value = QueryParameter is { } parameter ? request.QueryValue(parameter) : request.Header(rule.Name);
        string scheme = rule.Type == AuthType.Basic ? "Basic" : rule.Scheme;
        if (value is null || scheme.Length == 0)
        {
            return value;
        }

        return value.StartsWith(scheme + " ", StringComparison.OrdinalIgnoreCase) ? value[(scheme.Length + 1)..].Trim() : null;
    }

    private string? Expected() => rule.Type == AuthType.Basic
        ? Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Secret(rule.Username) ?? ""}:{Secret(rule.Password) ?? ""}"))
        : Secret(rule.Credential);

    private string? Secret(string? key) => key is null ? null : config[key] is { } value ? Records.ValueText.Of(value) : null;

    private Reply Refuse(Incoming request) => AnswerReply.Of(rule.Answer, new Blanks { Name = rule.Name, Path = request.Path }, 401, status =>
        AnswerReply.Problem(status, "The credential is missing or not known.").With("WWW-Authenticate", Challenge()));

    private Reply Expired(Incoming request) => AnswerReply.Of(rule.Expired, new Blanks { Path = request.Path }, 401, status =>
        AnswerReply.Problem(status, "The access token expired.")
            .With("WWW-Authenticate", "Bearer error=\"invalid_token\", error_description=\"The access token expired\""));

    private string Challenge() => rule.Type switch
    {
        AuthType.Basic => "Basic realm=\"lab\"",
        AuthType.ApiKey => $"ApiKey realm=\"lab\"",
        _ => $"{(rule.Scheme.Length == 0 ? "Bearer" : rule.Scheme)} realm=\"lab\"",
    };
}
