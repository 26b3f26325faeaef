using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;
using Orleans.Streams.Durable;
using Supertrack.Silo.Access;
using Supertrack.Silo.Hosting;

namespace Supertrack.Silo.Tests.Gateway;

/// <summary>Dead letters of the embedded engine's durable stream, over the gateway.</summary>
public sealed class DeadLetterTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _key = ApiKey.Create().Text;
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _app = SiloHost.Build(
            ["--data", _folder.Path, "--urls", "http://127.0.0.1:0", "--Supertrack:AdministratorKey", _key, "--Logging:LogLevel:Default", "None"],
            builder => builder.Services.Configure<DurableStreamOptions>("events", options => options.MaximumAttempts = 1));
        await _app.StartAsync();
        _client = Client(_key);
    }

    [Fact]
    public async Task An_event_that_was_refused_is_listed_shown_tried_again_and_discarded()
    {
        foreach (var text in new[] { "one", "two", "three" })
            await SendAsync("acme/crm", text);
        await SendAsync("other", "four");
        var listed = await UntilAsync("acme", 3);
        Assert.Equal(["three", "two", "one"], listed.Select(letter => JsonSerializer.Deserialize<string>(letter.GetProperty("data").GetString()!)));
        Assert.All(listed, letter => Assert.Equal("System.InvalidOperationException: not today", letter.GetProperty("error").GetString()));
        Assert.Equal(4, (await UntilAsync("*", 4)).Count);
        var page = await GetAsync("tenants/acme/dead-letters?limit=2");
        var rest = await GetAsync($"tenants/acme/dead-letters?limit=2&cursor={page.GetProperty("next").GetString()}");
        Assert.Equal("one", JsonSerializer.Deserialize<string>(Assert.Single(rest.GetProperty("items").EnumerateArray()).GetProperty("data").GetString()!));

        var id = listed[0].GetProperty("id").GetInt64();
        Assert.Contains(" at ", (await GetAsync($"tenants/acme/dead-letters/{id}")).GetProperty("error").GetString()!, StringComparison.Ordinal);
        await RefusedAsync(HttpStatusCode.Conflict, "delivery_failed", HttpMethod.Post, $"tenants/acme/dead-letters/{id}/retry");
        StubbornGrain.Willing["acme/crm"] = true;
        await DoneAsync(HttpMethod.Post, $"tenants/acme/dead-letters/{id}/retry");
        Assert.Contains("three", StubbornGrain.Taken);
        await RefusedAsync(HttpStatusCode.NotFound, "not_found", HttpMethod.Post, $"tenants/acme/dead-letters/{id}/retry");
        await DoneAsync(HttpMethod.Delete, $"tenants/acme/dead-letters/{listed[1].GetProperty("id").GetInt64()}");
        Assert.Single(await UntilAsync("acme", 1));

        var audited = (await GetAsync("audit?tenant=acme")).GetProperty("items").EnumerateArray().Select(entry => $"{entry.GetProperty("action")} {entry.GetProperty("outcome")}");
        Assert.Equal(["dead-letter.discard done", "dead-letter.retry not_found", "dead-letter.retry done", "dead-letter.retry delivery_failed"], audited);
    }

    [Fact]
    public async Task A_tenants_operator_reaches_its_own_only_and_a_viewer_none()
    {
        await SendAsync("mine", "a");
        await SendAsync("theirs", "b");
        var foreign = (await UntilAsync("theirs", 1))[0].GetProperty("id").GetInt64();
        using var mine = await KeyAsync("mine", "operator");
        using var viewer = await KeyAsync("mine", "viewer");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(mine, HttpMethod.Get, "tenants/mine/dead-letters"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(mine, HttpMethod.Get, $"tenants/mine/dead-letters/{foreign}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(mine, HttpMethod.Delete, $"tenants/mine/dead-letters/{foreign}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(mine, HttpMethod.Get, "tenants/theirs/dead-letters"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(mine, HttpMethod.Get, "tenants/*/dead-letters"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(viewer, HttpMethod.Get, "tenants/mine/dead-letters"));
    }

    private Task SendAsync(string key, string text) =>
        _app.Services.GetRequiredKeyedService<IStreamProvider>("events").GetStream<string>(StreamId.Create("stubborn", key)).OnNextAsync(text);

    private async Task<IReadOnlyList<JsonElement>> UntilAsync(string tenant, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var items = (await GetAsync($"tenants/{tenant}/dead-letters")).GetProperty("items").EnumerateArray().ToList();
            if (items.Count == count)
                return items;
            await Task.Delay(10, patience.Token);
        }
    }

    private async Task<JsonElement> GetAsync(string path) => JsonElement.Parse(await _client.GetStringAsync(new Uri("api/v1/" + path, UriKind.Relative)));

    private async Task DoneAsync(HttpMethod method, string path) => Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(_client, method, path));

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, "api/v1/" + path);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task RefusedAsync(HttpStatusCode status, string code, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, "api/v1/" + path);
        using var answer = await _client.SendAsync(request);
        var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal((status, code), (answer.StatusCode, problem.GetProperty("code").GetString()));
    }

    private HttpClient Client(string key)
    {
        var client = new HttpClient { BaseAddress = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    private async Task<HttpClient> KeyAsync(string tenant, string role)
    {
        using var made = await _client.PostAsJsonAsync("api/v1/keys", new { tenant, role });
        return Client(JsonElement.Parse(await made.Content.ReadAsStringAsync()).GetProperty("key").GetString()!);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}

public interface IStubbornGrain : IGrainWithStringKey;

/// <summary>Takes no event until it is told to.</summary>
[ImplicitStreamSubscription("stubborn")]
public sealed class StubbornGrain : Grain, IStubbornGrain, IStreamSubscriptionObserver, IAsyncObserver<string>
{
    internal static ConcurrentDictionary<string, bool> Willing { get; } = new();

    internal static ConcurrentQueue<string> Taken { get; } = new();

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<string>().ResumeAsync(this);

    public Task OnNextAsync(string item, StreamSequenceToken? token = null)
    {
        if (!Willing.ContainsKey(this.GetPrimaryKeyString()))
            throw new InvalidOperationException("not today");
        Taken.Enqueue(item);
        return Task.CompletedTask;
    }

    public Task OnCompletedAsync() => Task.CompletedTask;

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
