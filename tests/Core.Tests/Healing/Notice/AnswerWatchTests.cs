using System.Text;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Healing.Notice;

namespace Supertrack.Core.Tests.Healing.Notice;

public sealed class AnswerWatchTests
{
    private const string Secret = "k-1-secret";

    [Fact]
    public async Task Requests_failures_announcements_versions_and_totals_are_noted_and_the_body_comes_through()
    {
        var notes = new AnswerNotes();
        var watch = new AnswerWatch(notes, new Answering(
            (200, """{"meta":{"total":42},"data":[{"total":9000}],"warnings":["v1 will be removed"]}""", [("Sunset", "Wed, 31 Dec 2026 23:59:59 GMT"), ("Stripe-Version", "2024-01-01"), ("Server", "x")]),
            (429, "", [("Deprecation", "@1767225600")])));

        Assert.StartsWith("""{"meta":""", await SendAsync(watch), StringComparison.Ordinal);
        await SendAsync(watch);

        Assert.Equal((2, 1, 42L), (notes.Requests, notes.Failed, notes.Total));
        Assert.Equal(["Sunset: Wed, 31 Dec 2026 23:59:59 GMT", """warnings: ["v1 will be removed"]""", "Deprecation: @1767225600"], notes.Announcements);
        Assert.Equal(["Stripe-Version: 2024-01-01"], notes.Versions);
    }

    [Fact]
    public async Task What_is_noted_holds_no_secret()
    {
        var notes = new AnswerNotes();

        await SendAsync(new AnswerWatch(notes, new Answering((200, $$"""{"error":"no data for {{Secret}}"}""", [("Warning", $"299 - \"{Secret} is old\"")]))));

        Assert.DoesNotContain(Secret, string.Concat(notes.Announcements) + notes.Said, StringComparison.Ordinal);
        Assert.Contains("no data for ****", notes.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1,2]")]
    [InlineData("{\"total\":")]
    [InlineData("<html></html>")]
    [InlineData("{\"total\":\"many\",\"warnings\":null}")]
    public async Task Any_body_passes_as_it_came(string body)
    {
        var notes = new AnswerNotes();

        Assert.Equal(body, await SendAsync(new AnswerWatch(notes, new Answering((200, body, [])))));
        Assert.Null(notes.Total);
    }

    [Fact]
    public async Task A_body_that_is_too_long_to_be_looked_at_comes_through_whole()
    {
        var body = new string('x', 200_000);

        Assert.Equal(body, await SendAsync(new AnswerWatch(new AnswerNotes(), new Answering((200, body, [])))));
    }

    [Fact]
    public void Warnings_that_differ_in_dates_are_one_announcement_and_another_version_is_told()
    {
        var before = new SimulatedStream(3).Runs(10).Select(run => run with { Announcements = ["Warning: 299 - \"ends in 30 days\""], Versions = ["API-Version: 1"] }).ToList();

        Assert.Empty(RunNotice.Of(before, before[^1] with { Announcements = ["Warning: 299 - \"ends in 9 days\""] }));
        var found = Assert.Single(RunNotice.Of(before, before[^1] with { Versions = ["API-Version: 2"] }));
        Assert.Equal((FindingKind.Announced, "version: API-Version"), (found.Kind, found.Measure));
    }

    private static async Task<string> SendAsync(AnswerWatch watch)
    {
        await using var answer = await watch.SendAsync(new HttpExchangeRequest { Method = "GET", Url = "https://api.example.com/v1", Stream = "contacts", Secrets = [Secret] }, CancellationToken.None);
        using var reader = new StreamReader(answer.Body);
        return await reader.ReadToEndAsync();
    }

    private sealed class Answering(params (int Status, string Body, (string Name, string Value)[] Headers)[] answers) : IHttpTransport
    {
        private int _next;

        public Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
        {
            var (status, body, headers) = answers[_next++];
            return Task.FromResult(new HttpExchangeResponse
            {
                Status = status,
                Headers = [.. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))],
                Body = new MemoryStream(Encoding.UTF8.GetBytes(body)),
            });
        }
    }
}
