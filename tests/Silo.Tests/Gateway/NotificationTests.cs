using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Supertrack.Silo.Tests.Gateway;

[Collection(GatewayCollection.Name)]
public sealed class NotificationTests(GatewayFixture gateway)
{
    [Fact]
    public async Task A_channel_is_made_shown_tested_and_removed_over_the_gateway()
    {
        var place = $"api/v1/tenants/{await gateway.TenantAsync()}/notifications";
        // The gateway's own address takes no posts there, which the test of the channel has to say.
        using var made = await gateway.Administrator.PutAsJsonAsync(place + "/channels/ops", new { kind = "webhook", url = gateway.Address + "api/v1/nowhere?token=hush", minimumSeverity = "warning" });
        var channel = JsonElement.Parse(await made.Content.ReadAsStringAsync());
        Assert.StartsWith("whsec_", channel.GetProperty("secret").GetString(), StringComparison.Ordinal);
        Assert.Equal("\"1\"", made.Headers.ETag!.Tag);
        var listed = await GetAsync(place + "/channels");
        Assert.DoesNotContain("hush", listed.GetRawText(), StringComparison.Ordinal);
        Assert.False(listed.GetProperty("items")[0].TryGetProperty("secret", out _));
        using var tested = await gateway.Administrator.PostAsync(new Uri(place + "/channels/ops/test", UriKind.Relative), null);
        var outcome = JsonElement.Parse(await tested.Content.ReadAsStringAsync());
        Assert.False(outcome.GetProperty("delivered").GetBoolean());
        Assert.Contains("answered 401", outcome.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty((await GetAsync(place + "/deliveries")).GetProperty("items").EnumerateArray());
        using var wrong = await gateway.Administrator.PutAsJsonAsync(place + "/channels/ops", new { kind = "webhook", minimumSeverity = "terrible" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var removed = await gateway.Administrator.DeleteAsync(new Uri(place + "/channels/ops", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        using var gone = await gateway.Administrator.GetAsync(new Uri(place + "/channels/ops", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_name_that_is_no_incidents_is_not_found()
    {
        var tenant = await gateway.TenantAsync();
        foreach (var name in new[] { "none", "7@api.example.com", "@x" })
        {
            using var answer = await gateway.Administrator.GetAsync(new Uri($"api/v1/tenants/{tenant}/incidents/{Uri.EscapeDataString(name)}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    private async Task<JsonElement> GetAsync(string path) => JsonElement.Parse(await gateway.Administrator.GetStringAsync(new Uri(path, UriKind.Relative)));
}
