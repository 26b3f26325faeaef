using System.Globalization;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Requests;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Authentication;

/// <summary>
/// OAuth 2: gets an access token by refresh token, client credentials or a signed assertion, keeps it until it expires, and with single-use
/// refresh tokens writes the new ones into the configuration.
/// </summary>
internal sealed class OAuthAuthenticator : Authenticator
{
    private const int MaxSearchDepth = 5;

    private readonly SourceSession _session;
    private readonly OAuthSettings _settings;
    private readonly OneAtATime _turns = new();
    private string? _accessToken;
    private DateTimeOffset _expires = DateTimeOffset.MinValue;

    public OAuthAuthenticator(SourceSession session, OAuthSettings settings)
    {
        (_session, _settings) = (session, settings);
        if (settings.Keep is not null) return;
        if (settings.AccessToken?.Evaluate(Variables()) is { Truthy: true } given) _accessToken = given.ToString();
        if (settings.ExpiryDate?.Evaluate(Variables()) is { Truthy: true } date) _expires = ParseDate(date);
        _session.Secrets.Add(_accessToken);
    }

    public override async ValueTask ContributeAsync(OptionSet options, CancellationToken cancellationToken) =>
        options.Merge(OptionPlace.Header, Tree.Map("Authorization", Tree.Text($"Bearer {await TokenAsync(cancellationToken)}")));

    public override async ValueTask<IReadOnlyList<KeyValuePair<string, string>>> SignAsync(
        IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken) =>
        WithHeader(headers, "Authorization", $"Bearer {await TokenAsync(cancellationToken)}");

    public override async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        await _turns.RunAsync(
            async stop =>
            {
                await RenewAsync(stop);
                return true;
            },
            cancellationToken);
    }

    private Scope Variables() => new(_session);

    /// <summary>Slices read side by side share the token: one of them renews it, the others wait.</summary>
    private async ValueTask<string> TokenAsync(CancellationToken cancellationToken) => await _turns.RunAsync(OwnTokenAsync, cancellationToken);

    private async ValueTask<string> OwnTokenAsync(CancellationToken cancellationToken)
    {
        if (_settings.Keep is { } keep)
        {
            if (KeptExpiry(keep) < _session.Now) await RenewAsync(cancellationToken);
            return Kept(keep.Access);
        }
        if (_settings.Endpoint is null && _accessToken is not null) return _accessToken;
        if (_accessToken is null || _expires < _session.Now) await RenewAsync(cancellationToken);
        return _accessToken!;
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        var payload = Payload();
        var endpoint = _settings.Endpoint?.Evaluate(Variables()).ToString();
        if (string.IsNullOrEmpty(endpoint))
            throw new ConnectorException(FailureKind.Config, "There is no address to renew the access token at. Set token_refresh_endpoint.");
        var headers = _settings.Headers?.Evaluate(Variables()) ?? new DictValue();
        var request = TokenRequests.PostForm(
            _session, endpoint,
            _settings.AsParameters ? new DictValue() : payload,
            _settings.AsParameters ? payload : new DictValue(),
            [.. Tree.Entries(headers).Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()))]);
        using var answer = await TokenRequests.SendAsync(_session, request, cancellationToken);
        await TakeAsync(answer, cancellationToken);
    }

    private DictValue Payload()
    {
        var payload = new DictValue();
        payload[Name(_settings.GrantTypeName)] = Tree.Text(Name(_settings.GrantType));
        if (_settings.Assertion is { } signer)
        {
            payload["assertion"] = Tree.Text(signer.Sign());
            return payload;
        }
        var headers = _settings.Headers?.Evaluate(Variables());
        if (headers is null || headers["Authorization"] is null)
        {
            payload[Name(_settings.ClientIdName)] = Credential(_settings.ClientId, "client_id") ?? throw new ConnectorException(FailureKind.Config, "There is no client_id. Set it in the configuration.");
            payload[Name(_settings.ClientSecretName)] = Credential(_settings.ClientSecret, "client_secret") ?? Tree.None;
        }
        payload[Name(_settings.RefreshTokenName)] = RefreshToken() is { } refresh ? Tree.Text(refresh) : Tree.None;
        if (_settings.Scopes.Count > 0) payload["scopes"] = new ListValue(_settings.Scopes.Select(Tree.Text).ToList());
        if (_settings.Body?.Evaluate(Variables()) is { } body)
            foreach (var (key, value) in Tree.Entries(body))
                if (payload[key] is null) payload[key] = value;
        return payload;
    }

    private Value? Credential(Interpolated? template, string configKey)
    {
        var value = template?.Evaluate(Variables());
        if (value is null && _settings.Keep is not null) value = TreePath.Get(_session.Config, ["credentials", configKey]);
        if (value is not { Truthy: true }) return null;
        _session.Secrets.Add(value.ToString());
        return value;
    }

    private string? RefreshToken()
    {
        var token = _settings.Keep is { } keep ? Kept(keep.Refresh) : _settings.RefreshToken?.Evaluate(Variables()).ToString();
        _session.Secrets.Add(token);
        return token;
    }

    private async Task TakeAsync(HttpAnswer answer, CancellationToken cancellationToken)
    {
        var json = answer.Json;
        if (!answer.Ok) throw Refused(answer, json);
        var access = json is null ? null : Find(json, Name(_settings.AccessTokenName), 0);
        if (access is not { Truthy: true })
            throw Exchange.Failure(_session, FailureKind.System, $"The token's answer has no '{Name(_settings.AccessTokenName)}'. Correct access_token_name.", answer.Request, answer);
        var expires = Find(json!, Name(_settings.ExpiresInName), 0);
        var until = expires is null or NoneValue ? _session.Now.AddHours(1) : Expiry(expires);
        _session.Secrets.Add(access.ToString());
        if (_settings.Keep is null)
        {
            (_accessToken, _expires) = (access.ToString(), until);
            return;
        }
        await KeepAsync(_settings.Keep, access, Find(json!, Name(_settings.RefreshTokenName), 0), until, cancellationToken);
    }

    private async Task KeepAsync(TokenPaths paths, Value access, Value? refresh, DateTimeOffset until, CancellationToken cancellationToken)
    {
        // Other slices read the configuration meanwhile: it is replaced, not changed.
        var config = Tree.CopyMap(_session.Config);
        TreePath.New(config, paths.Access, access);
        if (refresh is { IsNone: false })
        {
            TreePath.New(config, paths.Refresh, refresh);
            _session.Secrets.Add(refresh.ToString());
        }
        TreePath.New(config, paths.Expiry, Tree.Text(until.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF+00:00", CultureInfo.InvariantCulture)));
        _session.Config = config;
        if (_session.Options.ConfigChanged is { } changed) await changed((JsonObject)Tree.ToJson(_session.Config)!, cancellationToken);
    }

    private ConnectorException Refused(HttpAnswer answer, Value? json)
    {
        var dead = _settings.DeadStatuses.Contains(answer.Status)
            && json is not null && TreePath.Get(json, [_settings.DeadKey]) is { } value && _settings.DeadValues.Contains(value.ToString());
        return dead
            ? Exchange.Failure(_session, FailureKind.Config, "The refresh token is invalid or expired. Authenticate again.", answer.Request, answer)
            : Exchange.Failure(_session, answer.Status is 429 or >= 500 ? FailureKind.Transient : FailureKind.Config,
                $"The token was refused with status {answer.Status}. Check client_id, client_secret and refresh token.", answer.Request, answer);
    }

    private DateTimeOffset Expiry(Value value)
    {
        if (_settings.ExpiryFormat is not null) return ParseDate(value);
        return double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? _session.Now.AddSeconds(Math.Truncate(Math.Clamp(seconds, -1e10, 1e10)))
            : throw new ConnectorException(FailureKind.System, $"The token's lifetime '{value}' is no number of seconds. Set token_expiry_date_format.");
    }

    private static DateTimeOffset ParseDate(Value value)
    {
        var text = value.ToString();
        if (long.TryParse(text, CultureInfo.InvariantCulture, out var seconds)) return DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 0, 253402300799));
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date
            : throw new ConnectorException(FailureKind.Config, $"'{text}' is no date at which a token expires. Correct token_expiry_date.");
    }

    private DateTimeOffset KeptExpiry(TokenPaths paths) =>
        Kept(paths.Expiry) is { Length: > 0 } text ? ParseDate(Tree.Text(text)) : DateTimeOffset.MinValue;

    private string Kept(IReadOnlyList<string> path)
    {
        var value = TreePath.Get(_session.Config, path);
        var text = value is null or NoneValue ? "" : value.ToString();
        _session.Secrets.Add(text);
        return text;
    }

    private string Name(Interpolated template) => template.Evaluate(Variables()).ToString();

    private static Value? Find(Value value, string name, int depth)
    {
        if (depth > MaxSearchDepth) return null;
        if (value is DictValue map)
        {
            if (map[name] is { } direct) return direct;
            return map.Pairs.Select(pair => Find(pair.Value, name, depth + 1)).FirstOrDefault(found => found is not null and not NoneValue);
        }
        return value is ListValue list ? list.Items.Select(item => Find(item, name, depth + 1)).FirstOrDefault(found => found is not null and not NoneValue) : null;
    }
}
