using Microsoft.Extensions.Time.Testing;

namespace Supertrack.Lab.Tests.Checks;

public sealed class CredentialTests
{
    [Theory]
    [InlineData("""{"type":"api_key","name":"X-Key"}""", "X-Key", "k-1", "k-2")]
    [InlineData("""{"type":"api_key","name":"Authorization","scheme":"Token"}""", "Authorization", "Token k-1", "k-1")]
    [InlineData("""{"type":"bearer"}""", "Authorization", "Bearer k-1", "Token k-1")]
    [InlineData("""{"type":"basic","username":"api_key"}""", "Authorization", "Basic ay0xOg==", "Basic !!")]
    public async Task The_right_credential_opens_and_a_wrong_or_missing_one_does_not(string auth, string header, string right, string wrong)
    {
        await using LabRun lab = await LabRun.OfAsync($$"""{"path":"/p","auth":{{auth}} }""");

        Assert.Equal(200, (await lab.GetAsync("/p", (header, right))).Status);
        Assert.Equal(401, (await lab.GetAsync("/p", (header, wrong))).Status);
        LabReply missing = await lab.GetAsync("/p");
        Assert.Equal((401, "application/problem+json"), (missing.Status, missing.Headers["Content-Type"]));
        Assert.True(missing.Headers.ContainsKey("WWW-Authenticate"));
    }

    [Fact]
    public async Task All_credentials_of_a_list_must_hold_and_the_answer_is_the_scenarios()
    {
        await using LabRun lab = await LabRun.OfAsync(
            """{"path":"/p","auth":[{"type":"bearer"},{"type":"api_key","in":"query","name":"app","credential":"app","answer":{"status":403,"body":"no"}}]}""",
            """{"api_key":"k-1","app":"a"}""");

        LabReply refused = await lab.GetAsync("/p", ("Authorization", "Bearer k-1"));
        Assert.Equal((403, "no", "text/plain; charset=utf-8"), (refused.Status, refused.Text, refused.Headers["Content-Type"]));
        Assert.Equal(200, (await lab.GetAsync("/p?app=a", ("Authorization", "Bearer k-1"))).Status);
    }

    [Fact]
    public async Task A_token_is_good_for_its_uses_and_is_renewed_with_the_refresh_token()
    {
        await using LabRun lab = await LabRun.OfAsync(
            """{"path":"/p","auth":{"type":"oauth","tokenPath":"/token","uses":2,"expiresIn":99}}""",
            """{"client_id":"c","client_secret":"s","refresh_token":"r"}""");

        Assert.Equal(401, (await lab.GetAsync("/p", ("Authorization", "Bearer nope"))).Status);
        string token = await TokenAsync(lab, "refresh_token", "r");
        (string, string) bearer = ("Authorization", "Bearer " + token);
        Assert.Equal(200, (await lab.GetAsync("/p", bearer)).Status);
        Assert.Equal(200, (await lab.GetAsync("/p", bearer)).Status);
        LabReply expired = await lab.GetAsync("/p", bearer);
        Assert.Equal(401, expired.Status);
        Assert.Contains("invalid_token", expired.Headers["WWW-Authenticate"], StringComparison.Ordinal);
        Assert.NotEqual(token, await TokenAsync(lab, "refresh_token", "r"));
    }

    [Fact]
    public async Task A_token_ends_with_its_seconds()
    {
        var clock = new FakeTimeProvider();
        await using LabRun lab = await LabRun.OfAsync(
            """{"path":"/p","auth":{"type":"oauth","tokenPath":"/token","seconds":60}}""", """{"client_id":"c","client_secret":"s"}""", clock: clock);
        (string, string) bearer = ("Authorization", "Bearer " + await TokenAsync(lab, "client_credentials", null));

        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(200, (await lab.GetAsync("/p", bearer)).Status);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(401, (await lab.GetAsync("/p", bearer)).Status);
    }

    [Theory]
    [InlineData("grant_type=refresh_token&refresh_token=x&client_id=c&client_secret=s", 400, "invalid_grant")]
    [InlineData("grant_type=refresh_token&refresh_token=r&client_id=c&client_secret=x", 401, "invalid_client")]
    [InlineData("grant_type=client_credentials&client_id=c&client_secret=s", 400, "unsupported_grant_type")]
    [InlineData("client_id=c&client_secret=s", 400, "invalid_request")]
    public async Task The_token_endpoint_says_what_is_wrong(string form, int status, string error)
    {
        await using LabRun lab = await LabRun.OfAsync(
            """{"path":"/p","auth":{"type":"oauth","tokenPath":"/token"}}""", """{"client_id":"c","client_secret":"s","refresh_token":"r"}""");

        LabReply reply = await lab.PostAsync("/token", Form(form));
        Assert.Equal((status, error), (reply.Status, (string?)reply.Json["error"]));
    }

    [Fact]
    public async Task After_a_revocation_neither_the_old_token_nor_a_new_one_is_to_be_had()
    {
        await using LabRun lab = await LabRun.OfAsync(
            """{"path":"/p","auth":{"type":"oauth","tokenPath":"/token"}},{"path":"/p","auth":{"type":"oauth","tokenPath":"/token","revoked":true}}""",
            """{"client_id":"c","client_secret":"s","refresh_token":"r"}""");
        string token = await TokenAsync(lab, "refresh_token", "r");

        lab.Server.SwitchTo(1);

        Assert.Equal(401, (await lab.GetAsync("/p", ("Authorization", "Bearer " + token))).Status);
        LabReply refused = await lab.PostAsync("/token", Form("grant_type=refresh_token&refresh_token=r&client_id=c&client_secret=s"));
        Assert.Equal((400, "invalid_grant"), (refused.Status, (string?)refused.Json["error"]));
    }

    private static async Task<string> TokenAsync(LabRun lab, string grant, string? refresh)
    {
        LabReply reply = await lab.PostAsync(
            "/token", Form($"grant_type={grant}&client_id=c&client_secret=s" + (refresh is null ? "" : $"&refresh_token={refresh}")));
        Assert.Equal(200, reply.Status);
        return (string)reply.Json["access_token"]!;
    }

    private static StringContent Form(string text) => new(text, null, "application/x-www-form-urlencoded");
}
