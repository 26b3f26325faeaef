using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>A redirect that names the new address. A redirect to a login page is no move.</summary>
internal sealed class Redirected : IFailureRule
{
    public Verdict? Judge(Answer answer)
    {
        if (answer.Status is not (301 or 302 or 303 or 307 or 308)) return null;
        var target = answer.Header("location") ?? answer.Header("content-location") ?? BodyAddress(answer);
        if (target is null) return new(FailureClass.EndpointMoved, NextAction.Follow, Ranks.Likely, $"{answer.Status} without the new address", $"status {answer.Status}, no Location");
        if (LoginPage.IsAddress(target))
        {
            return new(FailureClass.UnexpectedContent, NextAction.Reauthorize, Ranks.Decisive,
                $"{answer.Status} to a login page: {Quoted.Short(target)}", "location: " + Quoted.Short(target));
        }

        var maintenance = target.Contains("maintenance", StringComparison.OrdinalIgnoreCase);
        return maintenance
            ? new(FailureClass.Maintenance, NextAction.Wait, Ranks.Decisive, $"{answer.Status} to a maintenance page", "location: " + Quoted.Short(target))
            : new(FailureClass.EndpointMoved, NextAction.Follow, Ranks.Decisive + 6, $"{answer.Status}: moved to {Quoted.Short(target)}", "location: " + Quoted.Short(target));
    }

    private static string? BodyAddress(Answer answer) =>
        Successors.Find(answer) ?? answer.Targets.FirstOrDefault(t => t.Contains('.', StringComparison.Ordinal) || t.Contains('/', StringComparison.Ordinal));
}

/// <summary>The answer says in words that the resource lives elsewhere now.</summary>
internal sealed class SaysMoved() : WordingRule(FailureClass.EndpointMoved, NextAction.Follow, 79,
    @"permanent redirect|moved permanently|(has|was|have|been) (permanently )?moved to|must be addressed using the specified endpoint|wrong (data ?cent(er|re)|shard|pod|instance|host)[^.]*use")
{
    protected override bool Applies(Answer answer) => answer.Status is not (404 or 410);
}

/// <summary>A member of the body that is called as a move is holds the new address.</summary>
internal sealed partial class MovedMember : IFailureRule
{
    public Verdict? Judge(Answer answer)
    {
        if (answer.Status is < 300 or >= 500 || answer.Json is not JsonObject root) return null;
        var holders = root.Select(pair => pair.Value).OfType<JsonObject>().Prepend(root);
        var target = holders.SelectMany(holder => holder).FirstOrDefault(pair => Moved().IsMatch(pair.Key) && pair.Value is JsonValue && Address().IsMatch(pair.Value.ToString()));
        return target.Key is null ? null
            : new(FailureClass.EndpointMoved, NextAction.Follow, Ranks.Decisive + 5, $"{answer.Status}: {target.Key} {Quoted.Short(target.Value!.ToString())}", "body: " + target.Key);
    }

    [GeneratedRegex(@"^(moved|moved_?to|moved_?permanently|redirect(_?to|_?url)?|new_?location)$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Moved();

    [GeneratedRegex(@"^(https?://|/)\S+$", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Address();
}

/// <summary>The route was taken away on purpose.</summary>
internal sealed class SaysRemoved() : WordingRule(FailureClass.EndpointRemoved, NextAction.FindSuccessor, 83,
    @"(api|endpoint|method|resource|route|operation|service|url|path|action|object|call|report|feature|edge)s?\b.{0,60}\b(has|have|was|were|is|are|been)\b.{0,30}\b(removed|retired|sunset\w*|discontinued|decommissioned|shut ?down|shuttered|ceased|withdrawn|turned (off|down)|no longer (available|supported|exists?|accessible|offered)|deprecated|gone|deleted|disabled permanently|replaced)|method deprecated|deprecated endpoint|deprecated (v\d+ )?(api|method|endpoint|resource)|end[- ]of[- ]life|please (migrate|switch|move|use)\b.{0,60}\b(instead|api|endpoint|v\d)|no longer (supported|available|exists?|in service)|(been|was|were|is) (shut|turned) (off|down)|sunset",
    @"version|v\d+(\.\d+)? (of the api )?(is|was|has)|field|column|parameter|param\b|property|attribute|pagination|offset|cursor|page|token|scope|header|authentication|auth |tls|ssl|password|api key|data ?set|spreadsheet|contact|ticket|user |account|subscription|temporar|maintenance|argument|query string|dimension|metric|access")
{
    protected override bool Applies(Answer answer) => answer.Status is 200 or (>= 400 and < 500) or 501;
}

/// <summary>The route is not there, whatever the status (some gateways answer 401, 403, 400 or 405 to an unknown route).</summary>
internal sealed class RouteUnknown() : WordingRule(FailureClass.EndpointRemoved, NextAction.FindSuccessor, 77,
    @"no (such )?(route|endpoint|handler|method|resource|api|http resource)\b.{0,50}(match|found|exist|defined|registered|was found|for)?|no route|(route|endpoint|path|url|uri|method|handler|api|operation|action|sobject type|object type|edge|table|resource for the segment)\b.{0,80}\b(not found|not (be )?(found|recogni[sz]ed|exist|supported|valid|defined|matched)|does ?n[o']t exist|is unknown|is not (a valid|supported|available))|(unknown|unrecogni[sz]ed|invalid|unsupported|nonexisting|non-?existent|undefined) (route|endpoint|path|url|uri|method|api (path|method|endpoint|call)|operation|action|request url|command|resource path|edge|request path|object type|table|resource|collection|entity|object|type)\b|invalid (endpoint|url|uri)|missing authentication token(?! or)|cannot (get|post) /|unknown ?method|resource not found for the segment|unknown path components|unrecogni[sz]ed request url|couldn't find .{0,20}route|invalid ?type|could not resolve (host|route)|unknown (endpoint|operation)|page you (requested|are looking for|were looking for)|nonexistent (endpoint|path)|unable to identify proxy|invalid module|module name .{0,40}invalid|(bad|illegal|invalid) verb|no context-?path|no static resource|requested (url|uri|path|route|endpoint|api)\b.{0,80}(not found|not exist)|no resource method|method ?not ?(allowed|found|supported)|page (could )?not (be )?found|endpoint ?not ?found",
    @"version|column|attribute|query ?param|parameter|no such (column|field|bucket)|(content|grant|media|token|auth\w*|data|value|input|argument|field|parameter|cell|invalid) type|unsupported media|host ?name|payment method|does not have|cursor|page ?token|http method get is not valid|\bkeys?\b|\btokens?\b(?<!authentication token)|\bscopes?\b")
{
    protected override bool Applies(Answer answer) => (answer.Status is 200 or (>= 400 and < 500) or 501) && !(answer.Status is 400 or 422 && answer.Targets.Count > 0);
}

/// <summary>410 Gone.</summary>
internal sealed class Gone410 : IFailureRule
{
    public Verdict? Judge(Answer answer)
    {
        if (answer.Status != 410) return null;
        var successor = Successors.Find(answer);
        var cause = successor is null ? $"410 on {answer.Path}: gone" : $"410 on {answer.Path}; {Quoted.Short(successor)} is named as its successor";
        return new(FailureClass.EndpointRemoved, NextAction.FindSuccessor, successor is null ? Ranks.Likely - 2 : 82, cause, "status 410");
    }
}

/// <summary>404, 405 and 501 without another word: the route or what it stood for is gone.</summary>
internal sealed class NotFound404 : IFailureRule
{
    public Verdict? Judge(Answer answer)
    {
        if (answer.Status is not (404 or 405 or 501)) return null;
        var successor = Successors.Find(answer);
        var cause = $"{answer.Status} on {answer.Path}" + (successor is null ? "" : $"; {Quoted.Short(successor)} is named as its successor");
        return new(FailureClass.EndpointRemoved, NextAction.FindSuccessor, successor is null ? Ranks.Status + 5 : 81, cause, $"status {answer.Status}");
    }
}
