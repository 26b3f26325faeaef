using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>A page to log in where data was asked for.</summary>
internal sealed partial class LoginPage : IFailureRule
{
    public Verdict? Judge(Answer answer)
    {
        if (answer.Form != BodyForm.Html || answer.Status is >= 500 or 404 or 429) return null;
        var body = answer.Sample.Body.Length > 40_000 ? answer.Sample.Body[..40_000] : answer.Sample.Body;
        var title = answer.Statements.FirstOrDefault(s => s.Place == "title")?.Words ?? "";
        if (!Password().IsMatch(body) && !Title().IsMatch(title) && !Form().IsMatch(body)) return null;
        return new(FailureClass.UnexpectedContent, NextAction.Reauthorize, 89, $"{answer.Status}: a login page instead of data", title.Length > 0 ? "title: " + Quoted.Short(title) : "a form that asks for a password");
    }

    public static bool IsAddress(string address) => Address().IsMatch(address);

    [GeneratedRegex(@"type\s*=\s*[""']?password|name\s*=\s*[""']?(SAMLRequest|SAMLResponse|passwd)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Password();

    [GeneratedRegex(@"\b(log ?in|sign ?in|single sign[- ]on|sso|authenticate)\b", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Title();

    [GeneratedRegex(@"<form[^>]+action\s*=\s*[""'][^""']*(log-?in|sign-?in|saml|sso|oauth/authorize)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Form();

    [GeneratedRegex(@"[/.](log-?in|sign-?in|sso|saml2?|adfs|authorize|session/new|users/sign_in|idp|auth/realms|accounts/login|oauth2?/authorize|servicelogin)\b|login\.|accounts\.google\.com|[?&](returnurl|redirect_to|next|goto)=", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Address();
}

/// <summary>A firewall or bot challenge, by headers and marks that such products leave.</summary>
internal sealed partial class Challenged : IFailureRule
{
    public Verdict? Judge(Answer answer)
    {
        if (answer.Header("cf-mitigated") is { } mitigated) return Blocked(answer, "cf-mitigated: " + mitigated);
        if (answer.Header("x-amzn-waf-action") is { } waf) return Blocked(answer, "x-amzn-waf-action: " + waf);
        if (answer.Sample.Headers.Keys.FirstOrDefault(k => ChallengeHeader().IsMatch(k)) is { } challenge && answer.Status is 403 or 405 or 429 && answer.Form is BodyForm.Html or BodyForm.Empty or BodyForm.Text)
            return Blocked(answer, challenge);
        if (answer.Header("x-datadome") is { } dome && answer.Status is 403 or 405) return Blocked(answer, "x-datadome: " + answer.Header("x-datadome"));
        // 430 is Shopify's, 999 Yahoo's and LinkedIn's word for "we take you for a robot".
        if (answer.Status is 430 or 999) return Blocked(answer, $"status {answer.Status}");
        var mark = Mark().Match(System.Net.WebUtility.HtmlDecode(answer.Sample.Body.Length > 100_000 ? answer.Sample.Body[..100_000] : answer.Sample.Body));
        if (!mark.Success || answer.Succeeded && answer.Form is not (BodyForm.Html or BodyForm.Text)) return null;
        if (answer.Form == BodyForm.Json && TooFast().IsMatch(answer.Sample.Body)) return null;
        if (answer.Form == BodyForm.Json) return Blocked(answer, "body: " + Quoted.Short(mark.Value)) with { Rank = 88 };
        return RateLimited().IsMatch(answer.Sample.Body)
            ? new(FailureClass.RateLimited, NextAction.Wait, 95, $"{answer.Status}: the firewall limits the rate", "page: " + Quoted.Short(mark.Value))
            : Blocked(answer, "page: " + Quoted.Short(mark.Value));
    }

    private static Verdict Blocked(Answer answer, string evidence) =>
        new(FailureClass.Blocked, NextAction.AskHuman, 94, $"{answer.Status}: a firewall or bot challenge stands between ({evidence})", evidence);

    [GeneratedRegex(@"cf-browser-verification|challenge-platform|cf_chl_|__cf_chl|Just a moment\.\.\.|Attention Required! \| Cloudflare|you have been blocked|Error (code:? )?10(0[5-9]|10|12|15|20)\b|error code: 10(0[5-9]|10|12|15|20)\b|banned your (IP|access)|_Incapsula_Resource|Incapsula incident|px-captcha|/px/captcha|""blockScript""|PerimeterX|captcha-delivery|geo\.captcha|DataDome|g-recaptcha|h-captcha|hcaptcha\.com|Sucuri (WebSite|CloudProxy) Firewall|The requested URL was rejected\. Please consult|Your support ID is|Reference\s*(#|&#35;)\s*\d+\.[0-9a-f]+|errors\.edgesuite\.net|Request blocked\.\s+We can.t connect|aws-waf|awswaf|Wordfence|mod_security|ModSecurity|Access (to this (site|page|resource) )?(has been )?(denied|blocked) by (the |a )?(security|firewall|web application)|Web Application Firewall|Barracuda|FortiGuard|FortiWeb|Zscaler|security (service|policy|check|rule) .{0,60}(block|protect|attack)|Pardon Our Interruption|verify(ing)? (that )?you are (a )?human|are you a (robot|human)|bot (detect|protection|traffic)|unusual (traffic|activity) from|automated (access|traffic|requests)|Enable JavaScript and cookies|StackPath|Checking your browser|DDoS.{0,20}(protection|Guard)|Security Rejection|blocked by (network |the )?security|block access from your country|the request is blocked|web page blocked|attack id:|qrator|security checkpoint|KPSDK|captcha|restricted location|IP (address )?(has been |is |was )?(block|bann|blacklist|denylist)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^x-kpsdk|^x-vercel-mitigated$|^x-px-|^x-sucuri-block|^x-datadome-|^x-iinfo$|^x-bot-|^x-perimeterx", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex ChallengeHeader();

    [GeneratedRegex(@"too many requests|requests per|number of requests|rate[- ]?limit", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex TooFast();

    [GeneratedRegex(@"(being|are|been) rate[- ]limited|Error (code:? )?1015|error code: 1015", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex RateLimited();
}

/// <summary>HTML where data was asked for, with a status that claims success or says nothing more.</summary>
internal sealed class PageInsteadOfData : IFailureRule
{
    public Verdict? Judge(Answer answer)
    {
        if (answer.Form != BodyForm.Html || answer.Status is not (>= 200 and < 300)) return null;
        var title = answer.Statements.FirstOrDefault(s => s.Place == "title")?.Original;
        return new(FailureClass.UnexpectedContent, NextAction.AskHuman, Ranks.Likely, $"{answer.Status}: an HTML page instead of data" + (title is null ? "" : $" ({Quoted.Short(title)})"),
            "content: HTML");
    }
}

/// <summary>A page on the way (captive portal, proxy sign-on).</summary>
internal sealed partial class PortalBetween : IFailureRule
{
    public Verdict? Judge(Answer answer) => answer.Status switch
    {
        _ when answer.Form == BodyForm.Html && (Portal().IsMatch(answer.Header("server") ?? "") || answer.Statements.Any(s => Portal().IsMatch(s.Words))) =>
            new(FailureClass.UnexpectedContent, NextAction.AskHuman, Ranks.Decisive + 1, $"{answer.Status}: a network portal answers in the API's place", "content: a network portal's page"),
        511 => new(FailureClass.UnexpectedContent, NextAction.AskHuman, Ranks.Clear, "511: a network portal asks for a login", "status 511"),
        407 => new(FailureClass.Configuration, NextAction.FixConfiguration, Ranks.Clear, "407: the proxy on the way asks for a credential", "status 407"),
        _ => null,
    };

    [GeneratedRegex(@"captive ?portal|wi-?fi (login|access|portal)|hot ?spot|accept the terms to use|guest (network|wi-?fi)|network login", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Portal();
}

/// <summary>Text, CSV or a file where JSON was announced, or nothing at all.</summary>
internal sealed partial class OtherContent : IFailureRule
{
    public Verdict? Judge(Answer answer)
    {
        if (answer.Status is not (>= 200 and < 300) || answer.Status is 202 || answer.SaysFailed || answer.Sample.Error is not null) return null;
        if (answer.Form == BodyForm.Empty && answer.Status != 204) return new(FailureClass.Transient, NextAction.Retry, Ranks.Hint, $"{answer.Status}: the answer is empty", "content: none");
        var type = answer.Header("content-type") ?? "";
        if (Media().IsMatch(type)) return new(FailureClass.UnexpectedContent, NextAction.AskHuman, Ranks.Hint, $"{answer.Status}: {type} instead of data", "content-type: " + Quoted.Short(type));
        return answer.Form == BodyForm.Text && type.Contains("json", StringComparison.OrdinalIgnoreCase)
            ? new(FailureClass.UnexpectedContent, NextAction.AskHuman, Ranks.Hint, $"{answer.Status}: announced as {type}, but it is text", "content: " + Quoted.Short(answer.Sample.Body))
            : null;
    }

    [GeneratedRegex("^(image|video|audio|font)/|^application/(pdf|zip|msword|vnd\\.openxml)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Media();
}
