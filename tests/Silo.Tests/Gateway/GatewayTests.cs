using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Supertrack.Silo.Tests.Gateway;

[Collection(GatewayCollection.Name)]
public sealed class GatewayTests(GatewayFixture gateway)
{
    private HttpClient Administrator => gateway.Administrator;

    [Fact]
    public async Task A_run_is_started_followed_to_its_end_and_its_records_paged_through()
    {
        var tenant = await gateway.TenantAsync();
        await gateway.RegisterAsync(tenant);
        using var started = await Administrator.PostAsync($"api/v1/tenants/{tenant}/connectors/crm/runs", null);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var run = await FinishAsync(started.Headers.Location!);
        Assert.Equal(("succeeded", (long)GatewayFixture.Records), (run.GetProperty("status").GetString(), run.GetProperty("records").GetInt64()));
        var ids = new HashSet<long>();
        string? next = null;
        do
        {
            var page = await GetAsync($"api/v1/tenants/{tenant}/connectors/crm/streams/contacts/records?limit=100&cursor={next}");
            foreach (var record in page.GetProperty("items").EnumerateArray())
                Assert.True(ids.Add(record.GetProperty("id").GetInt64()));
            next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        }
        while (next is not null);
        Assert.Equal(GatewayFixture.Records, ids.Count);
        var dataset = Assert.Single((await GetAsync($"api/v1/tenants/{tenant}/datasets")).GetProperty("items").EnumerateArray());
        Assert.Equal("crm_contacts", dataset.GetProperty("table").GetString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("st_0000_00000000000000000000000000000000")]
    [InlineData("nonsense")]
    public async Task A_request_without_a_known_key_is_refused(string? key)
    {
        using var client = gateway.Client(key);
        using var answer = await client.GetAsync(new Uri("api/v1/tenants", UriKind.Relative));
        await ProblemAsync(answer, HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Records_are_filtered_sorted_cut_to_fields_and_paged_with_a_cursor_that_keeps_the_order()
    {
        var tenant = await gateway.TenantAsync();
        await gateway.RegisterAsync(tenant);
        using (var started = await Administrator.PostAsync($"api/v1/tenants/{tenant}/connectors/crm/runs", null))
            await FinishAsync(started.Headers.Location!);
        var records = $"api/v1/tenants/{tenant}/connectors/crm/streams/contacts/records";
        var all = (await GetAsync($"{records}?limit=1000")).GetProperty("items").EnumerateArray().ToList();
        var plan = all[0].GetProperty("plan").GetString()!;
        var expected = all.Where(row => row.GetProperty("plan").GetString() == plan && row.GetProperty("id").GetInt64() > 10)
            .OrderByDescending(row => row.GetProperty("seats").GetInt64()).ThenBy(row => row.GetProperty("id").GetInt64()).Select(row => row.GetProperty("id").GetInt64());
        var found = new List<long>();
        string? next = null;
        do
        {
            var page = await GetAsync($"{records}?filter[plan]={plan}&filter[id][gt]=10&sort=-seats&fields=id,seats&limit=9&cursor={next}");
            foreach (var row in page.GetProperty("items").EnumerateArray())
            {
                Assert.Equal(["id", "seats"], row.EnumerateObject().Select(member => member.Name));
                found.Add(row.GetProperty("id").GetInt64());
            }
            next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        }
        while (next is not null);
        Assert.Equal(expected, found);
        Assert.Equal(2, (await GetAsync($"{records}?filter[id][in]=3,5,x".Replace(",x", "", StringComparison.Ordinal))).GetProperty("items").GetArrayLength());
        foreach (var bad in new[] { "filter[nobody]=1", "filter[id][like]=1", "filter[id][1]=1", "filter=1", "filter[]=1", "filter[id]=one", "sort=nobody", "fields=nobody", "filter[id\"]=1", "filter[id][eq,ne]=1" })
        {
            using var refused = await Administrator.GetAsync(new Uri($"{records}?{bad}", UriKind.Relative));
            await ProblemAsync(refused, HttpStatusCode.UnprocessableEntity, "invalid_query");
        }
        var forged = Convert.ToBase64String("{\"Row\":1,\"Key\":\"1) OR 1=1 --\"}"u8).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        using var hostile = await Administrator.GetAsync(new Uri($"{records}?sort=seats&cursor={forged}", UriKind.Relative));
        await ProblemAsync(hostile, HttpStatusCode.UnprocessableEntity, "invalid_query");
    }

    [Fact]
    public async Task A_tenants_key_sees_its_tenant_only_and_does_what_its_role_allows()
    {
        var (mine, other) = (await gateway.TenantAsync(), await gateway.TenantAsync());
        using var made = await Administrator.PostAsJsonAsync("api/v1/keys", new { tenant = mine, role = "viewer" });
        var key = JsonElement.Parse(await made.Content.ReadAsStringAsync());
        using var client = gateway.Client(key.GetProperty("key").GetString());
        var seen = JsonElement.Parse(await client.GetStringAsync(new Uri("api/v1/tenants", UriKind.Relative)));
        Assert.Equal(mine, Assert.Single(seen.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        using var foreign = await client.GetAsync(new Uri($"api/v1/tenants/{other}", UriKind.Relative));
        await ProblemAsync(foreign, HttpStatusCode.Forbidden, "access_denied");
        using var above = await client.PostAsJsonAsync($"api/v1/tenants/{mine}/connectors", new { id = "x", manifest = "y" });
        await ProblemAsync(above, HttpStatusCode.Forbidden, "access_denied");
        using var revoked = await Administrator.DeleteAsync(new Uri($"api/v1/keys/{key.GetProperty("id").GetString()}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        using var late = await client.GetAsync(new Uri("api/v1/tenants", UriKind.Relative));
        await ProblemAsync(late, HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task A_repeated_request_with_the_same_idempotency_key_gets_the_stored_answer()
    {
        var (key, id) = (Guid.NewGuid().ToString(), $"t{Guid.NewGuid():N}"[..16]);
        using var first = await PostAsync("api/v1/tenants", new { id, name = "A" }, key);
        using var again = await PostAsync("api/v1/tenants", new { id, name = "A" }, key);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.True(again.Headers.Contains("Idempotency-Replayed"));
        using var other = await PostAsync("api/v1/tenants", new { id, name = "B" }, key);
        await ProblemAsync(other, HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
    }

    [Fact]
    public async Task A_change_needs_the_etag_that_is_there()
    {
        var tenant = await gateway.TenantAsync();
        using var read = await Administrator.GetAsync(new Uri($"api/v1/tenants/{tenant}", UriKind.Relative));
        using var changed = await PutAsync($"api/v1/tenants/{tenant}", new { name = "New" }, read.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        using var outdated = await PutAsync($"api/v1/tenants/{tenant}", new { name = "Late" }, read.Headers.ETag.Tag);
        await ProblemAsync(outdated, HttpStatusCode.PreconditionFailed, "changed_meanwhile");
    }

    [Theory]
    [InlineData("""{"id":"crm","manifest":"streams: ["}""", HttpStatusCode.UnprocessableEntity, "invalid_manifest")]
    [InlineData("""{"id":"crm","manifest":""}""", HttpStatusCode.UnprocessableEntity, "invalid_manifest")]
    [InlineData("""{"id":"Not a name","manifest":"x"}""", HttpStatusCode.UnprocessableEntity, "invalid_name")]
    [InlineData("""{"id":""", HttpStatusCode.BadRequest, "invalid_request")]
    [InlineData("[]", HttpStatusCode.BadRequest, "invalid_request")]
    public async Task A_bad_body_is_a_problem_that_says_what_to_do(string body, HttpStatusCode status, string code)
    {
        var tenant = await gateway.TenantAsync();
        using var content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        using var answer = await Administrator.PostAsync(new Uri($"api/v1/tenants/{tenant}/connectors", UriKind.Relative), content);
        await ProblemAsync(answer, status, code);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        using var content = new StringContent($$"""{"id":"x","name":"{{new string('x', 300_000)}}"}""", new MediaTypeHeaderValue("application/json"));
        using var answer = await Administrator.PostAsync(new Uri("api/v1/tenants", UriKind.Relative), content);
        await ProblemAsync(answer, HttpStatusCode.RequestEntityTooLarge, "body_too_large");
    }

    [Theory]
    [InlineData("api/v1/nowhere", HttpStatusCode.NotFound, "not_found")]
    [InlineData("api/v1/tenants?cursor=%25%25", HttpStatusCode.UnprocessableEntity, "invalid_cursor")]
    [InlineData("api/v1/tenants?limit=0", HttpStatusCode.UnprocessableEntity, "invalid_limit")]
    [InlineData("api/v1/tenants?limit=many", HttpStatusCode.BadRequest, "invalid_request")]
    [InlineData("api/v1/tenants/nobody", HttpStatusCode.NotFound, "not_found")]
    public async Task A_bad_address_is_a_problem_too(string path, HttpStatusCode status, string code)
    {
        using var answer = await Administrator.GetAsync(new Uri(path, UriKind.Relative));
        await ProblemAsync(answer, status, code);
    }

    [Fact]
    public async Task Events_continue_after_the_last_one_seen()
    {
        var tenant = await gateway.TenantAsync();
        await gateway.RegisterAsync(tenant);
        var (types, last) = (new List<string>(), "0");
        while (types.LastOrDefault() != "event: connector.registered" && types.Count < 8)
        {
            (last, var type) = await EventAsync(tenant, last);
            types.Add(type);
        }
        Assert.Equal(["event: tenant.created", "event: version.frozen", "event: version.decided", "event: connector.registered"], types.Distinct());
    }

    private async Task<(string Id, string Type)> EventAsync(string tenant, string after)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/tenants/{tenant}/events");
        request.Headers.Add("Last-Event-ID", after);
        using var answer = await Administrator.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                return (line[4..], (await reader.ReadLineAsync())!);
        }
        throw new InvalidOperationException("The events ended without one.");
    }

    private async Task<JsonElement> FinishAsync(Uri run)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var now = await GetAsync(run.ToString());
            if (now.TryGetProperty("finishedAt", out _))
                return now;
            await Task.Delay(20, patience.Token);
        }
    }

    private async Task<JsonElement> GetAsync(string path) => JsonElement.Parse(await Administrator.GetStringAsync(new Uri(path, UriKind.RelativeOrAbsolute)));

    private async Task<HttpResponseMessage> PostAsync(string path, object body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        return await Administrator.SendAsync(request);
    }

    private async Task<HttpResponseMessage> PutAsync(string path, object body, string etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("If-Match", etag);
        return await Administrator.SendAsync(request);
    }

    private static async Task ProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonElement.Parse(text);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.NotEmpty(problem.GetProperty("nextAction").GetString()!);
        Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
        Assert.True(problem.GetProperty("retryable").ValueKind is JsonValueKind.True or JsonValueKind.False);
    }
}
