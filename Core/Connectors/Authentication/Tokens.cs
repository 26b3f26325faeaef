using System.Text;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Requests;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Authentication;

/// <summary>Where a token comes from.</summary>
internal interface ITokenSource
{
    ValueTask<string> GetAsync(CancellationToken cancellationToken);
}

/// <summary>A token that slices read side by side share: one of them logs in, the others wait for it.</summary>
internal sealed class SharedToken(ITokenSource inner) : ITokenSource
{
    private readonly OneAtATime _turns = new();

    public async ValueTask<string> GetAsync(CancellationToken cancellationToken) => await _turns.RunAsync(inner.GetAsync, cancellationToken);
}

/// <summary>A token that a template makes of the configuration.</summary>
internal sealed class TemplateToken(SourceSession session, Interpolated token) : ITokenSource
{
    public ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        var text = token.Evaluate(new Scope(session)).ToString();
        session.Secrets.Add(text);
        return ValueTask.FromResult(text);
    }
}

/// <summary>A session token put into a template as session_token.</summary>
internal sealed class SessionTemplateToken(SourceSession session, Interpolated template, ITokenSource inner) : ITokenSource
{
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        var token = await inner.GetAsync(cancellationToken);
        return template.Evaluate(new Scope(session).Set("session_token", Tree.Text(token))).ToString();
    }
}

/// <summary><c>Authorization: Bearer TOKEN</c>.</summary>
internal sealed class BearerAuthenticator(ITokenSource token) : Authenticator
{
    public override async ValueTask ContributeAsync(OptionSet options, CancellationToken cancellationToken) =>
        options.Merge(OptionPlace.Header, Tree.Map("Authorization", Tree.Text($"Bearer {await token.GetAsync(cancellationToken)}")));

    public override async ValueTask<IReadOnlyList<KeyValuePair<string, string>>> SignAsync(
        IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken) =>
        WithHeader(headers, "Authorization", $"Bearer {await token.GetAsync(cancellationToken)}");
}

/// <summary>A token anywhere in the request.</summary>
internal sealed class ApiKeyAuthenticator(RequestOption option, ITokenSource token, bool asksOnce = false) : Authenticator
{
    public override async ValueTask ContributeAsync(OptionSet options, CancellationToken cancellationToken)
    {
        var own = new OptionSet();
        option.Inject(own, Tree.Text(await ReadAsync(cancellationToken)));
        options.Merge(own);
    }

    public override async ValueTask<IReadOnlyList<KeyValuePair<string, string>>> SignAsync(
        IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken) =>
        option.Place == OptionPlace.Header && option.Name.Length > 0 ? WithHeader(headers, option.Name, await ReadAsync(cancellationToken)) : headers;

    private async ValueTask<string> ReadAsync(CancellationToken cancellationToken)
    {
        // In a header the token is asked for three times, twice to know the header's name: a login without expiry is made as often.
        for (var extra = option.Place == OptionPlace.Header && !asksOnce ? 2 : 0; extra > 0; extra--) await token.GetAsync(cancellationToken);
        return await token.GetAsync(cancellationToken);
    }
}

/// <summary>HTTP Basic: base64 of user:password in UTF-8.</summary>
internal sealed class BasicAuthenticator(SourceSession session, Interpolated user, Interpolated password) : Authenticator
{
    public override ValueTask ContributeAsync(OptionSet options, CancellationToken cancellationToken)
    {
        options.Merge(OptionPlace.Header, Tree.Map("Authorization", Tree.Text(Credential())));
        return ValueTask.CompletedTask;
    }

    private string Credential()
    {
        var scope = new Scope(session);
        var (name, secret) = (user.Evaluate(scope).ToString(), password.Evaluate(scope).ToString());
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{secret}"));
        session.Secrets.Add(secret);
        session.Secrets.Add(encoded);
        return $"Basic {encoded}";
    }
}
