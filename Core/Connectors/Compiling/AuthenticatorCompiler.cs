using Supertrack.Core.Connectors.Authentication;
using Supertrack.Core.Connectors.Cursors;
using Supertrack.Core.Connectors.Format;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Requests;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Compiling;

internal sealed class AuthenticatorCompiler(SourceSession session, RequesterCompiler requesters)
{
    /// <summary>Each requester has its own: two streams that use one definition get a token each, as in the reference implementation.</summary>
    /// <param name="component">Null for none.</param>
    /// <param name="urlBase">The requester's base, to which the paths of a legacy login are appended.</param>
    public Authenticator Compile(Component? component, Interpolated? urlBase) => component is null ? Authenticator.None : Make(component, urlBase);

    private Authenticator Make(Component component, Interpolated? urlBase) => component.Type switch
    {
        "NoAuth" => Authenticator.None,
        "BearerAuthenticator" => new BearerAuthenticator(new TemplateToken(session, component.TemplateOr("api_token", ""))),
        "ApiKeyAuthenticator" => new ApiKeyAuthenticator(KeyOption(component), new TemplateToken(session, component.TemplateOr("api_token", ""))),
        "BasicHttpAuthenticator" => new BasicAuthenticator(session, component.NeedTemplate("username"), component.TemplateOr("password", "")),
        "OAuthAuthenticator" => new OAuthAuthenticator(session, OAuth(component)),
        "JwtAuthenticator" => new ApiKeyAuthenticator(JwtOption(component), new JwtToken(Jwt(component))),
        "SessionTokenAuthenticator" => Session(component),
        "LegacySessionTokenAuthenticator" => Legacy(component, urlBase),
        "SelectiveAuthenticator" => Selected(component, urlBase),
        _ => throw component.Unsupported(),
    };

    private RequestOption KeyOption(Component component) =>
        component.Child("inject_into") is { } option
            ? requesters.Option(option)
            : new RequestOption(session, OptionPlace.Header, [component.NeedTemplate("header")]);

    private RequestOption JwtOption(Component component) =>
        component.Child("request_option") is { } option
            ? requesters.Option(option)
            : new RequestOption(session, OptionPlace.Header, [component.Compile("Authorization", "request_option")]);

    private Authenticator Selected(Component component, Interpolated? urlBase)
    {
        var path = component.Texts("authenticator_selection_path");
        var choice = TreePath.Get(session.Config, path)?.ToString()
            ?? throw new ConnectorException(FailureKind.Config, $"The configuration has no '{string.Join('.', path)}', which selects the authentication. Set it.");
        return component.Child("authenticators")?.Child(choice) is { } chosen
            ? Compile(chosen, urlBase)
            : throw new ConnectorException(FailureKind.Config, $"There is no authentication '{choice}'. Set '{string.Join('.', path)}' to one of: {string.Join(", ", component.Child("authenticators")?.Node.Fields.Keys.AsEnumerable() ?? [])}.");
    }

    private Authenticator Session(Component component)
    {
        var decoder = DecoderCompiler.Compile(session, component.Child("decoder"));
        var login = requesters.Compile(component.NeedChild("login_requester"), "", useCache: false);
        TimeSpan? goodFor = component.Text("expiration_duration") is { Length: > 0 } text ? IsoDuration.Parse(text).Time : null;
        var token = new SharedToken(new SessionToken(session, login, decoder, component.Texts("session_token_path"), goodFor));
        var use = component.NeedChild("request_authentication");
        if (use.Type is "Bearer" or "SessionTokenRequestBearerAuthenticator") return new BearerAuthenticator(token);
        var template = use.TemplateOr("api_token", "{{ session_token }}");
        return new ApiKeyAuthenticator(requesters.Option(use.NeedChild("inject_into")), new SessionTemplateToken(session, template, token));
    }

    private ApiKeyAuthenticator Legacy(Component component, Interpolated? urlBase)
    {
        var scope = new Scope(session);
        string Read(string field) => component.TemplateOr(field, "").Evaluate(scope).ToString();
        var root = urlBase?.Evaluate(scope).ToString() ?? "";
        var header = Read("header");
        return new ApiKeyAuthenticator(new RequestOption(session, OptionPlace.Header, [component.Compile(header, "header")]), new SharedToken(new LegacySessionToken
        {
            Session = session,
            Header = header,
            ValidateUrl = root + Read("validate_session_url"),
            LoginUrl = root + Read("login_url"),
            ResponseKey = Read("session_token_response_key"),
            Given = Read("session_token"),
            User = Read("username"),
            Password = Read("password"),
        }), asksOnce: true);
    }

    private JwtSigner Jwt(Component component)
    {
        var headers = component.Child("jwt_headers");
        var claims = component.Child("jwt_payload");
        return new JwtSigner
        {
            Session = session,
            Algorithm = component.Need("algorithm"),
            Key = component.NeedTemplate("secret_key"),
            KeyIsEncoded = component.Condition("base64_encode_secret_key")?.Holds(new Scope(session)) ?? false,
            Passphrase = component.Template("passphrase"),
            Seconds = component.Integer("token_duration") ?? 1200,
            Prefix = component.Template("header_prefix"),
            Headers = Named(component, headers, ["kid", "typ", "cty"], headers?.Has("typ") == true ? null : KeyValuePair.Create("typ", "JWT")),
            Claims = Named(component, claims, ["iss", "sub", "aud"], null),
            MoreHeaders = component.Map("additional_jwt_headers"),
            MoreClaims = component.Map("additional_jwt_payload"),
        };
    }

    private static List<KeyValuePair<string, Interpolated>> Named(Component owner, Component? component, string[] names, KeyValuePair<string, string>? standard)
    {
        var named = names.Where(name => component?.Has(name) == true)
            .Select(name => KeyValuePair.Create(name, owner.Compile(component!.Need(name), name))).ToList();
        if (standard is { } extra) named.Add(KeyValuePair.Create(extra.Key, owner.Compile(extra.Value, extra.Key)));
        return named;
    }

    private OAuthSettings OAuth(Component component)
    {
        var updater = component.Child("refresh_token_updater");
        var dead = updater is not null && (updater.Has("refresh_token_error_status_codes") || updater.Has("refresh_token_error_key") || updater.Has("refresh_token_error_values")) ? updater
            : component.Has("refresh_token_error_status_codes") || component.Has("refresh_token_error_key") || component.Has("refresh_token_error_values") ? component : null;
        var withAssertion = component.Condition("use_profile_assertion")?.Holds(new Scope(session)) ?? false;
        var settings = new OAuthSettings
        {
            Endpoint = component.Template("token_refresh_endpoint"),
            ClientIdName = component.TemplateOr("client_id_name", "client_id"),
            ClientId = component.Template("client_id"),
            ClientSecretName = component.TemplateOr("client_secret_name", "client_secret"),
            ClientSecret = component.Template("client_secret"),
            RefreshTokenName = updater is null ? component.TemplateOr("refresh_token_name", "refresh_token") : component.Compile(updater.Text("refresh_token_name") ?? "refresh_token", "refresh_token_updater"),
            RefreshToken = component.Template("refresh_token"),
            AccessTokenName = component.TemplateOr("access_token_name", "access_token"),
            AccessToken = component.Template("access_token_value"),
            ExpiresInName = component.TemplateOr("expires_in_name", "expires_in"),
            GrantTypeName = component.TemplateOr("grant_type_name", "grant_type"),
            GrantType = withAssertion ? component.Compile("urn:ietf:params:oauth:grant-type:jwt-bearer", "grant_type") : component.TemplateOr("grant_type", "refresh_token"),
            Body = component.Map("refresh_request_body"),
            Headers = component.Map("refresh_request_headers"),
            AsParameters = component.Flag("send_refresh_request_as_query_params"),
            Scopes = component.Texts("scopes"),
            ExpiryDate = component.Template("token_expiry_date"),
            ExpiryFormat = component.Text("token_expiry_date_format"),
            Assertion = withAssertion ? Jwt(component.NeedChild("profile_assertion")) : null,
            Keep = updater is null ? null : new TokenPaths(
                PathOr(updater, "access_token_config_path", "access_token"),
                PathOr(updater, "refresh_token_config_path", "refresh_token"),
                PathOr(updater, "token_expiry_date_config_path", "token_expiry_date")),
        };
        return dead is null ? settings : settings with
        {
            DeadStatuses = [.. dead.Field("refresh_token_error_status_codes")?.Items.Select(item => (int)item.Number) ?? []],
            DeadKey = dead.Text("refresh_token_error_key") ?? "",
            DeadValues = dead.Texts("refresh_token_error_values"),
        };
    }

    private static IReadOnlyList<string> PathOr(Component updater, string field, string name) =>
        updater.Field(field) is { Kind: NodeKind.List } ? updater.Texts(field) : ["credentials", name];
}
