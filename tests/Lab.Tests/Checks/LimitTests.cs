using Microsoft.Extensions.Time.Testing;

namespace Supertrack.Lab.Tests.Checks;

public sealed class LimitTests
{
    private static readonly DateTimeOffset Noon = new(2025, 3, 10, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Retry-After", "Retry-After", "5")]
    [InlineData("Retry-After-Date", "Retry-After", "Mon, 10 Mar 2025 12:00:05 GMT")]
    [InlineData("X-RateLimit-Reset", "X-RateLimit-Reset", "1741608005")]
    [InlineData("RateLimit", "RateLimit", "\"default\";r=0;t=5")]
    public async Task A_refusal_says_when_to_come_back(string form, string header, string value)
    {
        var clock = new FakeTimeProvider(Noon);
        await using LabRun lab = await LabRun.OfAsync(
            $$"""{"path":"/p","limits":{"requests":2,"perSeconds":5,"header":"{{form}}","body":{"wait":"{wait}","reset":"{reset}"} } }""", clock: clock);

        Assert.Equal(200, (await lab.GetAsync("/p")).Status);
        Assert.Equal(200, (await lab.GetAsync("/p")).Status);
        LabReply refused = await lab.GetAsync("/p");
        Assert.Equal((429, value), (refused.Status, refused.Headers[header]));
        Assert.Equal("""{"wait":"5","reset":"1741608005"}""", refused.Text);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(200, (await lab.GetAsync("/p")).Status);
    }

    [Fact]
    public async Task The_window_starts_with_its_first_request_and_a_refused_credential_does_not_count()
    {
        var clock = new FakeTimeProvider(Noon);
        await using LabRun lab = await LabRun.OfAsync(
            """{"path":"/p","auth":{"type":"bearer"},"limits":{"requests":1,"perSeconds":10,"header":"none","status":503}}""", clock: clock);
        (string, string) bearer = ("Authorization", "Bearer k-1");

        Assert.Equal(401, (await lab.GetAsync("/p")).Status);
        clock.Advance(TimeSpan.FromSeconds(8));
        Assert.Equal(200, (await lab.GetAsync("/p", bearer)).Status);
        clock.Advance(TimeSpan.FromSeconds(8));
        LabReply refused = await lab.GetAsync("/p", bearer);
        Assert.Equal(503, refused.Status);
        Assert.False(refused.Headers.ContainsKey("Retry-After"));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(200, (await lab.GetAsync("/p", bearer)).Status);
    }
}
