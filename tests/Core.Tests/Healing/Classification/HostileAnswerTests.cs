using FsCheck;
using FsCheck.Fluent;
using Supertrack.Core.Healing.Classification;

namespace Supertrack.Core.Tests.Healing.Classification;

public sealed class HostileAnswerTests
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.Parse("2026-02-13T16:36:40Z");

    [Fact]
    public void Any_status_and_any_text_get_one_diagnosis_twice()
    {
        Prop.ForAll<int, string, string>((status, header, body) =>
        {
            var sample = Sample(Math.Abs(status % 700), body ?? "", ("retry-after", header ?? ""), ("x-ratelimit-reset", body ?? ""), ("x-usage", "{" + header));
            var first = FailureClassifier.Classify(sample, s_now);
            var second = FailureClassifier.Classify(sample, s_now);
            return first.Class == second.Class && first.Cause == second.Cause && first.RetryAfterSeconds is null or >= 0 && !first.Cause.Contains('\n');
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("<a>")]
    [InlineData("<title>")]
    [InlineData("error error error ")]
    [InlineData("rate limit per ")]
    [InlineData("try again in 1 ")]
    [InlineData("<form ")]
    [InlineData("<h1 ")]
    [InlineData("<script")]
    [InlineData("<!--")]
    [InlineData("<a b='1'")]
    [InlineData("limit exceeded per 1 minute until ")]
    public void A_body_that_repeats_one_piece_a_hundred_thousand_times_is_judged_in_time(string piece)
    {
        var body = string.Concat(Enumerable.Repeat(piece, 100_000));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var diagnosis = FailureClassifier.Classify(Sample(500, body), s_now);
        Assert.Equal(FailureClass.Transient, diagnosis.Class);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"took {clock.Elapsed}");
    }

    [Fact]
    public void Every_expression_has_a_time_bound_or_cannot_backtrack()
    {
        const System.Reflection.BindingFlags any = System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.DeclaredOnly;
        var expressions = typeof(FailureClassifier).Assembly.GetTypes()
            .Where(t => t.Namespace?.StartsWith("Supertrack.Core.Healing.Classification", StringComparison.Ordinal) == true)
            .SelectMany(t => t.GetMethods(any))
            .Where(m => m.ReturnType == typeof(System.Text.RegularExpressions.Regex) && m.GetParameters().Length == 0)
            .Select(m => (m.DeclaringType!.Name + "." + m.Name, Regex: (System.Text.RegularExpressions.Regex)m.Invoke(null, null)!))
            .ToList();
        Assert.True(expressions.Count > 50);
        Assert.Empty(expressions.Where(e => e.Regex.MatchTimeout == System.Text.RegularExpressions.Regex.InfiniteMatchTimeout
            && !e.Regex.Options.HasFlag(System.Text.RegularExpressions.RegexOptions.NonBacktracking)).Select(e => e.Item1));
    }

    [Theory]
    [InlineData("{\"message\":\"Zugriff f\uFFFDr diesen Schl\uFFFDssel verweigert\"}")]
    [InlineData("\u0000\u0001\u0002")]
    [InlineData("{\"error\":{\"error\":{\"error\":{\"error\":{\"error\":{\"error\":{\"error\":{\"error\":{\"error\":1}}}}}}}}}}")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("[null, 1, \"x\"]")]
    [InlineData("{\"code\":1,\"code\":2,\"details\":{\"a\":1,\"a\":2}}")]
    [InlineData("{\"message\":\"\\ud800 half a pair\",\"\\udc00\":1}")]
    public void A_body_in_a_broken_encoding_or_without_words_is_judged_by_its_status(string body) =>
        Assert.Equal(FailureClass.PermissionDenied, FailureClassifier.Classify(Sample(403, body), s_now).Class);

    [Fact]
    public void A_sample_whose_members_have_other_kinds_than_expected_is_still_judged() =>
        Assert.Equal(FailureClass.RateLimited, FailureClassifier.Classify(
            FailureSampleReader.Parse("{\"status\":\"429\",\"status\":429,\"url\":5,\"request\":[1],\"headers\":[[\"Retry-After\",\"7\"],7],\"body\":[1,[2]],\"history\":[1,{\"status\":\"x\",\"body\":5,\"url\":{}}]}"), s_now).Class);

    [Fact]
    public void Headers_that_make_no_sense_ask_for_no_wait()
    {
        var got = FailureClassifier.Classify(Sample(429, "", ("retry-after", "soon"), ("x-ratelimit-reset", "-1"), ("ratelimit", ";;;=,\""), ("x-app-usage", "{\"estimated_time_to_regain_access\":[{}]}")), s_now);
        Assert.Equal(FailureClass.RateLimited, got.Class);
        Assert.Null(got.RetryAfterSeconds);
    }

    [Fact]
    public void Xml_that_defines_entities_is_not_expanded()
    {
        const string bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><Error><Code>&b;</Code></Error>";
        Assert.Equal(FailureClass.Transient, FailureClassifier.Classify(Sample(503, bomb), s_now).Class);
    }

    [Theory]
    [InlineData("{\"error\":\"Invalid API Key provided: sk_live_abcdef123456\"}", "abcdef123456")]
    [InlineData("{\"message\":\"bad request: access_token=s3cr3tvalue is not valid\"}", "s3cr3tvalue")]
    public void A_credential_that_an_answer_echoes_is_left_out(string body, string secret)
    {
        var diagnosis = FailureClassifier.Classify(Sample(401, body), s_now);
        Assert.DoesNotContain(secret, diagnosis.Cause);
        Assert.DoesNotContain(diagnosis.Evidence, e => e.Contains(secret));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"status\":")]
    [InlineData("{\"status\":1e400}")]
    [InlineData("\u0000")]
    public void A_sample_that_cannot_be_read_is_refused_with_what_is_wanted(string text) =>
        Assert.Throws<FormatException>(() => FailureSampleReader.Parse(text));

    [Fact]
    public void Names_to_start_a_repair_from_are_read_out_of_the_answer()
    {
        var hints = FailureClassifier.Classify(
            Sample(400, "{\"error\":{\"message\":\"Received unknown parameter: billing. Did you mean collection_method?\",\"param\":\"billing\"}}"), s_now).Hints;
        Assert.Equal("billing", hints.Parameter);
        Assert.Equal("collection_method", hints.Suggestion);
        var allowed = FailureClassifier.Classify(Sample(400, "{\"error\":\"status must be one of: open, closed or pending\"}"), s_now).Hints.Allowed;
        Assert.Equal(["open", "closed", "pending"], allowed);
        Assert.Equal("/v2/contacts", FailureClassifier.Classify(Sample(410, "", ("link", "</v2/contacts>; rel=\"successor-version\"")), s_now).Hints.Successor);
    }

    private static FailureSample Sample(int status, string body, params (string Name, string Value)[] headers) =>
        new("GET", "https://api.example.com/v1/items", status, headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase), body, null, null);
}
