using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Supertrack.Lab.Samples;

namespace Supertrack.Silo.Tests.Gateway;

[Collection(GatewayCollection.Name)]
public sealed class RecordingTests(GatewayFixture gateway)
{
    private HttpClient Administrator => gateway.Administrator;

    [Fact]
    public async Task The_last_good_exchanges_are_listed_by_run_and_page_and_verified_without_the_source()
    {
        var tenant = await gateway.TenantAsync();
        await gateway.RegisterAsync(tenant);
        var root = $"api/v1/tenants/{tenant}/connectors/crm";
        using (var early = await Administrator.PostAsJsonAsync(root + "/verify", new { }))
            Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        await gateway.RunAsync(tenant, "crm");

        var recording = Assert.Single((await RecordingsAsync(root)).EnumerateArray());
        Assert.Equal((3, 250), (recording.GetProperty("exchanges").GetInt32(), recording.GetProperty("records").GetInt32()));
        var stream = $"{root}/streams/contacts/recordings/{recording.GetProperty("run").GetString()}";
        var second = Assert.Single((await GetAsync(stream + "/exchanges?page=2")).GetProperty("items").EnumerateArray());
        Assert.Contains("cursor=", second.GetProperty("url").GetString(), StringComparison.Ordinal);
        var cassette = await Administrator.GetStringAsync(new Uri($"{root}/streams/contacts/recordings/latest/cassette", UriKind.Relative));
        Assert.Equal(3, cassette.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain(ContactsApi.Secret, cassette, StringComparison.Ordinal);
        Assert.Contains("@masked.invalid", cassette, StringComparison.Ordinal);

        Assert.True((await VerifyAsync(root, new { })).GetProperty("same").GetBoolean());
        var changed = await VerifyAsync(root, new { manifest = gateway.Manifest.Replace("field_path: [data]", "field_path: [items]", StringComparison.Ordinal) });
        Assert.False(changed.GetProperty("same").GetBoolean());
        Assert.Equal("record_count", changed.GetProperty("streams")[0].GetProperty("differences")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_viewer_may_not_see_exchanges()
    {
        var tenant = await gateway.TenantAsync();
        await gateway.RegisterAsync(tenant);
        using var made = await Administrator.PostAsJsonAsync("api/v1/keys", new { tenant, role = "viewer" });
        using var viewer = gateway.Client(JsonElement.Parse(await made.Content.ReadAsStringAsync()).GetProperty("key").GetString());
        foreach (var path in (string[])["recordings", "streams/contacts/recordings/latest/exchanges", "streams/contacts/recordings/latest/cassette"])
        {
            using var answer = await viewer.GetAsync(new Uri($"api/v1/tenants/{tenant}/connectors/crm/{path}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    /// <summary>A run is told to be over a moment before what it recorded is settled.</summary>
    private async Task<JsonElement> RecordingsAsync(string root)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var items = (await GetAsync(root + "/recordings")).GetProperty("items");
            if (items.GetArrayLength() > 0)
                return items;
            await Task.Delay(20, patience.Token);
        }
    }

    private async Task<JsonElement> VerifyAsync(string root, object body)
    {
        using var answer = await Administrator.PostAsJsonAsync(root + "/verify", body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }

    private async Task<JsonElement> GetAsync(string path) => JsonElement.Parse(await Administrator.GetStringAsync(new Uri(path, UriKind.Relative)));
}
