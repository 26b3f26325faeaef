using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Supertrack.Lab;
using Supertrack.Lab.Samples;

namespace Supertrack.Silo.Tests.Gateway;

[Collection(GatewayCollection.Name)]
public sealed class TenantEgressTests(GatewayFixture gateway)
{
    [Fact]
    public async Task One_tenant_reaches_what_it_allowed_itself_another_does_not_and_a_change_holds_from_the_next_run()
    {
        using var folder = new TemporaryFolder();
        await using var lab = await LabServer.StartAsync(ContactsApi.Create(200, pageSize: 100, delayMilliseconds: 0));
        await using var silo = await RunningSilo.StartAsync(folder.Path, [
            "--Supertrack:Egress:TenantsMayAllow:0", "127.0.0.0/8", "--Supertrack:Sync:Attempts", "1",
            "--Logging:LogLevel:Default", "Error", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Error"]);
        foreach (var tenant in new[] { "open", "shut" })
        {
            await silo.TenantAsync(tenant);
            await silo.RegisterAsync(tenant, "crm", ContactsApi.Manifest(lab.Address), new { api_key = ContactsApi.Secret });
        }
        await silo.PutAsync("tenants/open/egress", new { networks = new[] { "127.0.0.0/8" } });

        var open = await silo.RunAsync("open", "crm");
        Assert.Equal(("succeeded", 200), (open.GetProperty("status").GetString(), open.GetProperty("records").GetInt32()));
        await RefusedAsync(silo, "shut");
        Assert.Contains("\"succeeded\":true", await silo.PostAsync("tenants/open/connectors/crm/check", new { }), StringComparison.Ordinal);
        Assert.Contains("egress policy", await silo.PostAsync("tenants/shut/connectors/crm/check", new { }), StringComparison.Ordinal);

        await silo.PutAsync("tenants/open/egress", new { });
        await silo.PutAsync("tenants/shut/egress", new { networks = new[] { "127.0.0.1/32" } });
        await RefusedAsync(silo, "open");
        Assert.Equal("succeeded", (await silo.RunAsync("shut", "crm")).GetProperty("status").GetString());

        await silo.PutAsync("tenants/shut/egress", new { networks = new[] { "127.0.0.1/32" }, hosts = new[] { "api.example.com" } });
        await RefusedAsync(silo, "shut");
        var beyond = await Assert.ThrowsAsync<InvalidOperationException>(() => silo.PutAsync("tenants/shut/egress", new { networks = new[] { "169.254.169.254/32" } }));
        Assert.Contains("Supertrack:Egress:TenantsMayAllow", beyond.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_tenants_administrator_sets_it_with_the_tag_that_was_read_and_it_is_written_down()
    {
        var tenant = await gateway.TenantAsync();
        var place = $"api/v1/tenants/{tenant}/egress";
        using var fresh = await gateway.Administrator.GetAsync(new Uri(place, UriKind.Relative));
        Assert.Equal("\"0\"", fresh.Headers.ETag!.Tag);
        using var administrator = await ClientAsync(tenant, "administrator");
        using var editor = await ClientAsync(tenant, "editor");
        using var stranger = await ClientAsync(await gateway.TenantAsync(), "administrator");
        Assert.Equal(HttpStatusCode.OK, await PutAsync(administrator, place, "\"0\""));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await PutAsync(administrator, place, "\"0\""));
        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(editor, place, null));
        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(stranger, place, null));
        using var read = await editor.GetAsync(new Uri(place, UriKind.Relative));
        Assert.Equal("\"1\"", read.Headers.ETag!.Tag);
        Assert.Equal("api.example.com", JsonElement.Parse(await read.Content.ReadAsStringAsync()).GetProperty("hosts")[0].GetString());
        var audit = JsonElement.Parse(await gateway.Administrator.GetStringAsync(new Uri($"api/v1/audit?tenant={tenant}&limit=100", UriKind.Relative)));
        Assert.Contains(audit.GetProperty("items").EnumerateArray(), entry => entry.GetProperty("action").GetString() == "tenant.set-egress" && entry.GetProperty("outcome").GetString() == "done");
    }

    [Fact]
    public async Task Nobody_sets_it_for_a_tenant_that_is_not_there() =>
        Assert.Equal(HttpStatusCode.NotFound, await PutAsync(gateway.Administrator, "api/v1/tenants/nobody-at-all/egress", null));

    private static async Task RefusedAsync(RunningSilo silo, string tenant)
    {
        var run = await silo.RunAsync(tenant, "crm");
        Assert.Equal("failed", run.GetProperty("status").GetString());
        Assert.Contains("The egress policy does not allow", run.GetRawText(), StringComparison.Ordinal);
    }

    private async Task<HttpClient> ClientAsync(string tenant, string role)
    {
        using var made = await gateway.Administrator.PostAsJsonAsync("api/v1/keys", new { tenant, role, name = role });
        return gateway.Client(JsonElement.Parse(await made.Content.ReadAsStringAsync()).GetProperty("key").GetString());
    }

    private static async Task<HttpStatusCode> PutAsync(HttpClient client, string place, string? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, place) { Content = JsonContent.Create(new { hosts = new[] { "api.example.com" } }) };
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
