using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Requests;
using Supertrack.Core.Connectors.Selecting;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Authentication;

/// <summary>Logs in and keeps the token as long as the manifest says it is good; without such a time each use logs in.</summary>
internal sealed class SessionToken(SourceSession session, HttpRequester login, IBodyDecoder decoder, IReadOnlyList<string> path, TimeSpan? goodFor) : ITokenSource
{
    private string? _token;
    private DateTimeOffset? _goodUntil;

    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        if (_token is not null && _goodUntil >= session.Now) return _token;
        using var answer = await login.SendAsync(null, null, null, null, cancellationToken);
        var body = decoder.DecodeFirst(answer);
        if (TreePath.Get(body, path) is not { } token)
            throw Exchange.Failure(session, FailureKind.System, $"The login's answer has no token at '{string.Join('/', path)}'. Correct session_token_path.", answer.Request, answer);
        _token = token.ToString();
        session.Secrets.Add(_token);
        if (goodFor is { } time) _goodUntil = session.Now + time;
        return _token;
    }
}

/// <summary>The older session authentication: a token of the configuration where it is still good, else a login with user and password.</summary>
internal sealed class LegacySessionToken : ITokenSource
{
    private static readonly TimeSpan LoginGoodFor = TimeSpan.FromDays(1);

    private string? _token;
    private DateTimeOffset _goodUntil;

    public required SourceSession Session { get; init; }

    public required string Header { get; init; }

    public required string ValidateUrl { get; init; }

    public required string LoginUrl { get; init; }

    public required string ResponseKey { get; init; }

    public string Given { get; init; } = "";

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        Session.Secrets.Add(Given);
        Session.Secrets.Add(Password);
        if (Given.Length > 0 && await IsGoodAsync(cancellationToken)) return Given;
        if (User.Length == 0 || Password.Length == 0)
            throw new ConnectorException(FailureKind.Config, "The session token is not valid. Give a good one, or username and password.");
        if (_token is not null && Session.Now < _goodUntil) return _token;
        return await LoginAsync(cancellationToken);
    }

    private async Task<bool> IsGoodAsync(CancellationToken cancellationToken)
    {
        var request = TokenRequests.Get(Session, ValidateUrl, [KeyValuePair.Create(Header, Given)]);
        using var answer = await TokenRequests.SendAsync(Session, request, cancellationToken);
        if (answer.Ok) return true;
        if (answer.Status == 401) return false;
        throw Exchange.Failure(Session, FailureKind.Config, $"The session token could not be checked (status {answer.Status}).", request, answer);
    }

    private async Task<string> LoginAsync(CancellationToken cancellationToken)
    {
        var credentials = Tree.Map("username", Tree.Text(User));
        credentials["password"] = Tree.Text(Password);
        var request = TokenRequests.PostJson(Session, LoginUrl, credentials);
        using var answer = await TokenRequests.SendAsync(Session, request, cancellationToken);
        if (!answer.Ok || answer.Json is not { } json || TreePath.Get(json, [ResponseKey]) is not { } token)
            throw Exchange.Failure(Session, FailureKind.Config, $"The login gave no session token (status {answer.Status}). Check username and password.", request, answer);
        _token = token.ToString();
        _goodUntil = Session.Now + LoginGoodFor;
        Session.Secrets.Add(_token);
        return _token;
    }
}
