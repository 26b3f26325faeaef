using System.Text.RegularExpressions;
using Supertrack.Core.Connectors.Budgets;
using Supertrack.Core.Connectors.Cursors;
using Supertrack.Core.Connectors.Reading;

namespace Supertrack.Core.Connectors.Compiling;

internal static class BudgetCompiler
{
    public static ApiBudget Compile(SourceSession session, Component? budget)
    {
        if (budget is null) return ApiBudget.Unlimited;
        return new ApiBudget(
            [.. budget.Children("policies").Select(policy => Policy(session, policy))],
            budget.Text("ratelimit_remaining_header") ?? "ratelimit-remaining",
            budget.Text("ratelimit_reset_header") ?? "ratelimit-reset",
            budget.Field("status_codes_for_ratelimit_hit") is { } codes ? [.. codes.Items.Select(code => (int)code.Number)] : [429]);
    }

    private static CallRatePolicy Policy(SourceSession session, Component policy)
    {
        IReadOnlyList<RequestMatcher> matchers = [.. policy.Children("matchers").Select(matcher => Matcher(session, matcher))];
        switch (policy.Type)
        {
            case "FixedWindowCallRatePolicy":
                var period = IsoDuration.Parse(policy.Need("period")).Time;
                // The first window ends far ahead, as the API has not said when its own does.
                return new FixedWindowPolicy(matchers, period, policy.Integer("call_limit") ?? 1, session.Now.AddDays(10));
            case "MovingWindowCallRatePolicy":
                IReadOnlyList<CallRate> rates = [.. policy.Children("rates").Select(rate => new CallRate(
                    (long)Errors.BackoffNumber.Evaluate(session, rate.NeedTemplate("limit")), IsoDuration.Parse(rate.Need("interval")).Time))];
                return rates.Count == 0 ? throw policy.Problem("rates", "A moving window needs a rate.", "Add one.") : new MovingWindowPolicy(matchers, rates);
            case "UnlimitedCallRatePolicy":
                return new CallRatePolicy(matchers);
            default:
                throw policy.Unsupported();
        }
    }

    private static RequestMatcher Matcher(SourceSession session, Component matcher)
    {
        var pattern = matcher.Text("url_path_pattern");
        return new RequestMatcher
        {
            Method = matcher.Text("method"),
            UrlBase = matcher.Text("url_base"),
            Path = pattern is null ? null : new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)),
            Parameters = Texts(matcher, "params"),
            Headers = Texts(matcher, "headers"),
            Weight = matcher.Template("weight") is { } weight ? Math.Max(1, (int)Errors.BackoffNumber.Evaluate(session, weight)) : 1,
        };
    }

    private static Dictionary<string, string> Texts(Component matcher, string field) =>
        matcher.Field(field)?.Fields.ToDictionary(entry => entry.Key, entry => entry.Value.ScalarText) ?? [];
}
