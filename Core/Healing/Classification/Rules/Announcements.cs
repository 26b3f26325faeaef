using System.Text.RegularExpressions;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>Works today, ends on a date: Deprecation (RFC 9745), Sunset (RFC 8594), Warning 299, vendors' own headers.</summary>
internal sealed partial class Deprecated : IFailureRule
{
    public Verdict? Judge(Answer answer)
    {
        if (answer.Status is not (>= 200 and < 300) || answer.SaysFailed) return null;
        foreach (var (name, value) in answer.Sample.Headers)
        {
            if (!Announces(name, value)) continue;
            var sunset = answer.Header("sunset");
            var cause = $"{answer.Status}: deprecated" + (sunset is null ? $" ({name}: {Quoted.Short(value)})" : $", ends {sunset}");
            return new(FailureClass.DeprecationNotice, NextAction.PlanChange, Ranks.Clear, cause, $"{name}: {Quoted.Short(value)}");
        }

        return InBody(answer);
    }

    private static bool Announces(string name, string value) =>
        (name.Equals("deprecation", StringComparison.OrdinalIgnoreCase) && !value.Equals("false", StringComparison.OrdinalIgnoreCase))
        || name.Equals("sunset", StringComparison.OrdinalIgnoreCase)
        || (name.Contains("deprecat", StringComparison.OrdinalIgnoreCase) && value.Length > 0 && !value.Equals("false", StringComparison.OrdinalIgnoreCase))
        || (name.Contains("sunset", StringComparison.OrdinalIgnoreCase) && value.Length > 0)
        || EndOfLife().IsMatch(name)
        || (!Unrelated().IsMatch(name) && value.Length < 1_000 && Words().IsMatch(value))
        || (name.Equals("link", StringComparison.OrdinalIgnoreCase) && value.Contains("rel=\"deprecation\"", StringComparison.OrdinalIgnoreCase));

    private static Verdict? InBody(Answer answer)
    {
        if (answer.Json is not System.Text.Json.Nodes.JsonObject body) return null;
        foreach (var (name, value) in body)
        {
            if (!Member().IsMatch(name) || value is null) continue;
            var text = value.ToJsonString();
            if (text.Length < 5_000 && Words().IsMatch(text)) return new(FailureClass.DeprecationNotice, NextAction.PlanChange, Ranks.Likely, $"{answer.Status}: {Quoted.Short(text)}", "body: " + name);
        }

        return null;
    }

    [GeneratedRegex("(^|-)(eol|end-of-life|end-of-support|retire(ment|s|d)?|brownout)(-|$)|version-expir|api-expir", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex EndOfLife();

    [GeneratedRegex("^(content-|link$|set-cookie|location|etag|server$|via$|permissions-policy|report|nel$|vary$|allow|access-control)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Unrelated();

    [GeneratedRegex("deprecat|sunset|(scheduled|planned|due) for (removal|retirement|shut ?down|deprecation)|will be (removed|retired|discontinued|shut|turned off)|end[- ]of[- ]life|no longer be (supported|available)|(will|to) stop working|version .{0,30}(expires|ends)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Words();

    [GeneratedRegex("warn|notice|deprecat|response_metadata|^messages?$|^meta$|extensions|announce|^_?info$|sunset", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 500)]
    private static partial Regex Member();
}
