using System.Text.Json.Nodes;
using Supertrack.Lab.Scenarios;
using Supertrack.Lab.Serving;

namespace Supertrack.Lab.Tests;

/// <summary>A lab with one or more versions and a client.</summary>
internal sealed class LabRun : IAsyncDisposable
{
    public const string People = """
        [{"id":1,"name":"Ada Haas","active":true,"updated_at":"2024-01-01T00:00:00Z"},
         {"id":2,"name":"Otto Ito","active":false,"updated_at":"2024-01-02T00:00:00Z"},
         {"id":3,"name":"Mina Khan","active":true,"updated_at":"2024-01-03T00:00:00Z"},
         {"id":4,"name":"Noor Lindt","active":true,"updated_at":"2024-01-04T00:00:00Z"},
         {"id":5,"name":"Kaya","active":false,"updated_at":"2024-01-05T00:00:00Z"}]
        """;

    private LabRun(LabServer server)
    {
        Server = server;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
    }

    public LabServer Server { get; }

    public HttpClient Client { get; }

    public static Scenario Scenario(string versions, string config = "{\"api_key\":\"k-1\"}", string records = People) =>
        Lab.Scenarios.Scenario.Parse(
            $$"""{"name":"t","resource":"people","primaryKey":["id"],"cursorField":"updated_at","config":{{config}},"records":{{records}},"versions":[{{versions}}]}""",
            "t.json");

    public static Task<LabRun> OfAsync(string versions, string config = "{\"api_key\":\"k-1\"}", string records = People, TimeProvider? clock = null) =>
        OfAsync(Scenario(versions, config, records), clock);

    public static async Task<LabRun> OfAsync(Scenario scenario, TimeProvider? clock = null) =>
        new(await LabServer.StartAsync(scenario, new LabOptions { Clock = clock ?? TimeProvider.System }));

    public async Task<LabReply> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await SendAsync(request);
    }

    public async Task<LabReply> PostAsync(string path, HttpContent content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }

    private async Task<LabReply> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await Client.SendAsync(request);
        return new LabReply(
            (int)response.StatusCode,
            response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            await response.Content.ReadAsStringAsync());
    }
}

internal sealed record LabReply(int Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The ids of the records at a place.</summary>
    public string Ids(string place = "") =>
        string.Join(',', (place.Length == 0 ? Json : Supertrack.Lab.Records.FieldPath.Read(Json, place))!.AsArray().Select(record => record!["id"]!.ToJsonString()));
}
