using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Supertrack.Silo.Tests.Gateway;

namespace Supertrack.Silo.Tests.Versions;

[Collection(GatewayCollection.Name)]
public sealed class ArtifactsApiTests(GatewayFixture gateway)
{
    [Fact]
    public async Task A_version_is_frozen_shown_activated_and_logged_over_the_gateway()
    {
        var path = $"api/v1/tenants/{await gateway.TenantAsync()}/artifacts/schema/people";
        using var made = await gateway.Administrator.PostAsJsonAsync(path + "/versions", new { content = new { type = "object" }, evidence = new[] { "by hand" }, cases = new[] { new { name = "a", valid = new[] { new { } } } } });
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        var shown = await GetAsync(made.Headers.Location!.ToString());
        Assert.Equal("""{"type":"object"}""", shown.GetProperty("text").GetString());
        using var activated = await gateway.Administrator.PostAsJsonAsync(path + "/deployments/dev/activate", new { version = "1.0.0" });
        var outcome = JsonElement.Parse(await activated.Content.ReadAsStringAsync());
        Assert.True(outcome.GetProperty("done").GetBoolean());
        Assert.True(outcome.GetProperty("cases")[0].GetProperty("passed").GetBoolean());
        Assert.Equal("1.0.0", (await GetAsync(path + "/deployments")).GetProperty("dev").GetProperty("live").GetString());
        Assert.Equal(["activated", "activating"], (await GetAsync(path + "/log")).GetProperty("items").EnumerateArray().Select(one => one.GetProperty("action").GetString()));
        Assert.True((await GetAsync(path + "/verification")).GetProperty("items")[0].GetProperty("intact").GetBoolean());
        using var again = await gateway.Administrator.PostAsJsonAsync(path + "/versions", new { content = "type: object\ntitle: b" });
        var diff = await GetAsync(path + "/diff?from=1.0.0&to=1.0.1");
        Assert.Equal(("patch", 1), (diff.GetProperty("bump").GetString(), diff.GetProperty("path").GetArrayLength()));
        Assert.Single((await GetAsync(path + "/versions?limit=1")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_registered_connector_is_an_artifact_of_its_tenant()
    {
        var tenant = await gateway.TenantAsync();
        await gateway.RegisterAsync(tenant);
        var listed = (await GetAsync($"api/v1/tenants/{tenant}/artifacts")).GetProperty("items")[0];
        Assert.Equal(($"{tenant}/connector/crm", "1.0.0"), (listed.GetProperty("artifact").GetString(), listed.GetProperty("version").GetString()));
    }

    [Theory]
    [InlineData("GET", "schema/nobody/versions/1.0.0", HttpStatusCode.NotFound, "unknown_version")]
    [InlineData("GET", "engine/x/versions", HttpStatusCode.UnprocessableEntity, "invalid_artifact")]
    [InlineData("GET", "schema/x/versions/one", HttpStatusCode.UnprocessableEntity, "invalid_artifact")]
    [InlineData("POST", "schema/x/deployments/dev/rollback", HttpStatusCode.Conflict, "no_previous")]
    [InlineData("POST", "schema/x/deployments/moon/activate", HttpStatusCode.UnprocessableEntity, "invalid_artifact")]
    public async Task What_cannot_be_done_is_a_problem(string method, string path, HttpStatusCode status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"api/v1/tenants/{await gateway.TenantAsync()}/artifacts/{path}");
        if (method == "POST") request.Content = JsonContent.Create(new { version = "1.0.0" });
        using var answer = await gateway.Administrator.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        Assert.Equal(code, JsonElement.Parse(text).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Another_tenants_versions_are_not_seen()
    {
        var (mine, other) = (await gateway.TenantAsync(), await gateway.TenantAsync());
        using var made = await gateway.Administrator.PostAsJsonAsync("api/v1/keys", new { tenant = mine, role = "editor" });
        using var client = gateway.Client(JsonElement.Parse(await made.Content.ReadAsStringAsync()).GetProperty("key").GetString());
        using var read = await client.GetAsync(new Uri($"api/v1/tenants/{other}/artifacts", UriKind.Relative));
        using var write = await client.PostAsJsonAsync($"api/v1/tenants/{other}/artifacts/schema/x/versions", new { content = "{}" });
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (read.StatusCode, write.StatusCode));
    }

    private async Task<JsonElement> GetAsync(string path) => JsonElement.Parse(await gateway.Administrator.GetStringAsync(new Uri(path, UriKind.RelativeOrAbsolute)));
}
