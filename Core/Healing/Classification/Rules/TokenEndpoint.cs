using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>invalid_grant (RFC 6749 5.2): the refresh token or the consent behind it is gone.</summary>
internal sealed class DeadGrant() : WordingRule(FailureClass.AuthRevoked, NextAction.Reauthorize, 92, @"\binvalid grant\b");

/// <summary>Zoho's word for the same (<c>invalid_code</c>).</summary>
internal sealed class DeadCode() : WordingRule(FailureClass.AuthRevoked, NextAction.Reauthorize, 92, @"^invalid code$")
{
    protected override bool Applies(Answer answer) => answer.AsksForToken;
}

/// <summary>A refresh token that is refused in words.</summary>
internal sealed class DeadRefreshToken() : WordingRule(FailureClass.AuthRevoked, NextAction.Reauthorize, 91,
    @"refresh[ _-]?token\b.{0,60}(expired|revoked|invalid|not (valid|found|recogni)|unknown|missing|no longer|does not exist|inactiv|used)|(expired|revoked|invalid|unknown|bad|missing or invalid)( access/| or unknown | )?refresh[ _-]?token");

/// <summary>invalid_grant for a user name and password: the pair is wrong, nothing was withdrawn.</summary>
internal sealed class WrongPasswordGrant() : WordingRule(FailureClass.AuthInvalid, NextAction.ReplaceCredential, 95,
    @"authentication failure|invalid (email|user ?id)|invalid (user )?credentials|invalid client credentials|invalid user ?name (or|and) password|bad credentials|(incorrect|wrong|invalid) (user|login|password)|resource owner|invalid (assertion|jwt)|jwt (signature|is invalid)|not a valid (email|jwt)")
{
    protected override bool Applies(Answer answer) => answer.AsksForToken;
}

/// <summary>The user or the directory still has to consent to a scope.</summary>
internal sealed class ConsentMissing() : WordingRule(FailureClass.PermissionDenied, NextAction.GrantAccess, 96,
    @"consent ?required|has not consented|admin(istrator)? consent|aadsts65001|aadsts90094|requires? (admin|merchant|user) (consent|approval)|merchant approval");

/// <summary>The application itself is not known or its secret is wrong (RFC 6749 5.2 invalid_client).</summary>
internal sealed class UnknownClient() : WordingRule(FailureClass.AuthInvalid, NextAction.ReplaceCredential, 88,
    @"\binvalid client\b(?! (data|request|input|version|query))|invalid client[ _]?(secret|id|credential)|client[ _]secret.{0,40}(invalid|expired|wrong|incorrect|not match)|(unknown|wrong) client|client authentication failed|aadsts7000215|aadsts7000222|client credentials are invalid|bad client");

/// <summary>A request for a token that lacks something (RFC 6749 5.2 invalid_request).</summary>
internal sealed class IncompleteTokenRequest() : WordingRule(FailureClass.Configuration, NextAction.FixConfiguration, 80, @"^invalid request$|missing (required )?(parameter|client|grant)")
{
    protected override bool Applies(Answer answer) => answer.AsksForToken;
}

/// <summary>The request for a token is put together wrongly: grant type, redirect address, application or directory.</summary>
internal sealed class WrongTokenRequest() : WordingRule(FailureClass.Configuration, NextAction.FixConfiguration, 93,
    @"unsupported grant type|unauthorized client|redirect ?uri ?(mismatch|does not match|is (invalid|not))|aadsts700016|aadsts90002|tenant .{0,60}not found|application with identifier .{0,80}not found|\binvalid scope\b|aadsts70011")
{
    protected override bool Applies(Answer answer) => answer.AsksForToken;
}
