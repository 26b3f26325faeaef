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
    public void A_body_that_repeats_one_piece_a_hundred_thousand_times_is_judged_in_time(string piece)
    {
        var body = string.Concat(Enumerable.Repeat(piece, 100_000));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var diagnosis = FailureClassifier.Classify(Sample(500, body), s_now);
        Assert.Equal(FailureClass.Transient, diagnosis.Class);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"took {clock.Elapsed}");
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
