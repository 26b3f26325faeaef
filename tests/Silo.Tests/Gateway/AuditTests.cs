using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Supertrack.Silo.Tests.Gateway;

[Collection(GatewayCollection.Name)]
public sealed class AuditTests(GatewayFixture gateway)
{
    [Fact]
    public async Task Every_change_is_written_down_with_who_what_when_and_how_it_ended_and_reading_is_not()
    {
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        var tenant = await gateway.TenantAsync();
        await gateway.RegisterAsync(tenant);
        await gateway.Administrator.GetStringAsync(new Uri($"api/v1/tenants/{tenant}/connectors/crm", UriKind.Relative));
        using (await gateway.Administrator.PostAsJsonAsync($"api/v1/tenants/{tenant}/connectors", new { id = "crm", manifest = gateway.Manifest }))
        using (await gateway.Administrator.PostAsync(new Uri($"api/v1/tenants/{tenant}/connectors/crm/pause", UriKind.Relative), null))
        {
        }
        var entries = await ListAsync($"tenant={tenant}");
        Assert.Equal(
            [("connector.pause", "done"), ("connector.register", "connector_exists"), ("connector.register", "done"), ("tenant.create", "done")],
            entries.Select(entry => (entry.GetProperty("action").GetString()!, entry.GetProperty("outcome").GetString()!)));
        Assert.All(entries, entry =>
        {
            Assert.Equal((tenant, "administrator", "*"), (entry.GetProperty("tenant").GetString(), entry.GetProperty("role").GetString(), entry.GetProperty("actorTenant").GetString()));
            Assert.StartsWith("key:", entry.GetProperty("actor").GetString(), StringComparison.Ordinal);
            Assert.InRange(entry.GetProperty("at").GetDateTimeOffset(), before, DateTimeOffset.UtcNow);
        });
        Assert.Equal($"{tenant}/crm", entries[0].GetProperty("target").GetString());
    }

    [Fact]
    public async Task Refused_callers_are_written_down_and_secrets_never_are()
    {
        var (tenant, other) = (await gateway.TenantAsync(), await gateway.TenantAsync());
        using var made = await gateway.Administrator.PostAsJsonAsync("api/v1/keys", new { tenant, role = "viewer", name = "v" });
        var key = JsonElement.Parse(await made.Content.ReadAsStringAsync());
        using var viewer = gateway.Client(key.GetProperty("key").GetString());
        using (await viewer.PostAsJsonAsync($"api/v1/tenants/{tenant}/connectors", new { id = "x", manifest = "m", config = new { api_key = "hush-hush" } }))
        using (await viewer.PostAsync(new Uri($"api/v1/tenants/{other}/connectors/crm/pause", UriKind.Relative), null))
        using (await gateway.Administrator.DeleteAsync(new Uri($"api/v1/keys/{key.GetProperty("id").GetString()}", UriKind.Relative)))
        {
        }
        var own = await ListAsync($"tenant={tenant}");
        Assert.Equal(
            [("key.revoke", "done"), ("gateway.registerConnector", "access_denied"), ("key.create", "done"), ("tenant.create", "done")],
            own.Select(entry => (entry.GetProperty("action").GetString()!, entry.GetProperty("outcome").GetString()!)));
        var foreign = (await ListAsync($"tenant={other}&outcome=access_denied")).Single();
        Assert.Equal(("connector.pause", "key:" + key.GetProperty("id").GetString(), tenant), (foreign.GetProperty("action").GetString(), foreign.GetProperty("actor").GetString(), foreign.GetProperty("actorTenant").GetString()));
        var text = string.Join('\n', own.Append(foreign).Select(entry => entry.GetRawText()));
        Assert.DoesNotContain("hush-hush", text, StringComparison.Ordinal);
        Assert.DoesNotContain(key.GetProperty("key").GetString()!.Split('_')[2], text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_of_a_tenant_sees_its_entries_only_and_others_none()
    {
        var (mine, other) = (await gateway.TenantAsync(), await gateway.TenantAsync());
        using var administrator = await KeyAsync(mine, "administrator");
        using var editor = await KeyAsync(mine, "editor");
        var seen = JsonElement.Parse(await administrator.GetStringAsync(new Uri("api/v1/audit?limit=1000", UriKind.Relative))).GetProperty("items").EnumerateArray().ToList();
        Assert.All(seen, entry => Assert.Equal(mine, entry.GetProperty("tenant").GetString()));
        Assert.Equal(3, seen.Count);
        foreach (var (client, path) in new[] { (administrator, $"api/v1/audit?tenant={other}"), (administrator, "api/v1/audit?tenant=*"), (editor, "api/v1/audit"), (editor, "api/v1/audit/verification") })
        {
            using var refused = await client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    [Fact]
    public async Task Pages_follow_their_cursor_without_overlap_and_filters_hold()
    {
        var tenant = await gateway.TenantAsync();
        for (var number = 0; number < 5; number++)
        {
            using var changed = await gateway.Administrator.PutAsJsonAsync($"api/v1/tenants/{tenant}", new { name = $"Name {number}" });
        }
        var ids = new List<long>();
        string? next = null;
        do
        {
            var page = JsonElement.Parse(await gateway.Administrator.GetStringAsync(new Uri($"api/v1/audit?tenant={tenant}&limit=2&cursor={next}", UriKind.Relative)));
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("id").GetInt64()));
            next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        }
        while (next is not null);
        Assert.Equal(6, ids.Count);
        Assert.Equal(ids.OrderDescending().Distinct(), ids);
        Assert.Equal(5, (await ListAsync($"tenant={tenant}&action=tenant.update")).Count);
        Assert.Empty(await ListAsync($"tenant={tenant}&to=2020-01-01T00:00:00Z"));
        Assert.Empty(await ListAsync($"tenant={tenant}&action={Uri.EscapeDataString("x' OR '1'='1")}"));
        using var bad = await gateway.Administrator.GetAsync(new Uri("api/v1/audit?from=yesterday", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
    }

    [Fact]
    public async Task A_changed_entry_shows()
    {
        var tenant = await gateway.TenantAsync();
        await gateway.RegisterAsync(tenant);
        Assert.True((await VerifyAsync(tenant)).GetProperty("intact").GetBoolean());
        var first = (await ListAsync($"tenant={tenant}"))[^1].GetProperty("id").GetInt64();
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(gateway.Data, "registry.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = $"UPDATE audit SET actor = 'key:innocent' WHERE id = {first}";
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }
        var verdict = await VerifyAsync(tenant);
        Assert.Equal((false, first), (verdict.GetProperty("intact").GetBoolean(), verdict.GetProperty("brokenAt").GetInt64()));
    }

    private async Task<JsonElement> VerifyAsync(string tenant) =>
        JsonElement.Parse(await gateway.Administrator.GetStringAsync(new Uri($"api/v1/audit/verification?tenant={tenant}", UriKind.Relative)));

    private async Task<List<JsonElement>> ListAsync(string query) =>
        [.. JsonElement.Parse(await gateway.Administrator.GetStringAsync(new Uri("api/v1/audit?" + query, UriKind.Relative))).GetProperty("items").EnumerateArray()];

    private async Task<HttpClient> KeyAsync(string tenant, string role)
    {
        using var made = await gateway.Administrator.PostAsJsonAsync("api/v1/keys", new { tenant, role });
        return gateway.Client(JsonElement.Parse(await made.Content.ReadAsStringAsync()).GetProperty("key").GetString());
    }
}
