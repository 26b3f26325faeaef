using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Supertrack.Lab;
using Supertrack.Silo.Access;
using Supertrack.Silo.Demo;

namespace Supertrack.Silo.Tests.Repairs;

/// <summary>A silo as a process of its own and an API that breaks, with one connector between them.</summary>
internal sealed class RepairProcess : IAsyncDisposable
{
    public const string Connector = "api/v1/tenants/demo/connectors/desk";

    private readonly TemporaryFolder _folder = new();
    private readonly string _key = ApiKey.Create().Text;
    private readonly Uri _address = new($"http://127.0.0.1:{SiloProcess.FreePort()}");
    private readonly Dictionary<string, string> _settings;
    private SiloProcess? _silo;

    private RepairProcess(LabServer lab, IReadOnlyDictionary<string, string> settings)
    {
        Lab = lab;
        _settings = new Dictionary<string, string>(settings)
        {
            ["SUPERTRACK__ADMINISTRATORKEY"] = _key,
            ["SUPERTRACK__EGRESS__ALLOWEDNETWORKS__0"] = "127.0.0.0/8",
        };
        Client = new HttpClient { BaseAddress = _address };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _key);
    }

    public LabServer Lab { get; }

    public HttpClient Client { get; }

    /// <summary>Synced once, while the API was as it is known.</summary>
    public static async Task<RepairProcess> SyncedAsync(params (string Name, string Value)[] settings)
    {
        var process = await RegisteredAsync(settings);
        await process.PostAsync(Connector + "/runs", new { });
        await process.UntilAsync(view => view.GetProperty("status").GetString() == "idle" && view.GetProperty("phase").GetString() == "active");
        return process;
    }

    public static async Task<RepairProcess> RegisteredAsync(params (string Name, string Value)[] settings)
    {
        var process = new RepairProcess(
            await LabServer.StartAsync(BreakingApi.Create()), settings.ToDictionary(setting => "SUPERTRACK__HEALING__" + setting.Name, setting => setting.Value));
        await process.StartAsync();
        await process.PostAsync("api/v1/tenants", new { id = "demo", name = "Demo" });
        await process.RegisterAsync("desk");
        return process;
    }

    /// <summary>Another connector of the same API, synced once.</summary>
    public async Task AddAsync(string connector)
    {
        await RegisterAsync(connector);
        await PostAsync($"api/v1/tenants/demo/connectors/{connector}/runs", new { });
        await UntilAsync(view => view.GetProperty("status").GetString() == "idle" && view.GetProperty("phase").GetString() == "active", connector);
    }

    public async Task StartAsync() => _silo = await SiloProcess.StartAsync(_folder.Path, _address, _settings, CancellationToken.None);

    public void Kill()
    {
        _silo!.Kill();
        _silo.Dispose();
    }

    /// <summary>Switches the API and starts the run that meets it.</summary>
    public async Task BreakAsync(int version = 1)
    {
        Lab.SwitchTo(version);
        await PostAsync(Connector + "/runs", new { });
    }

    public async Task<JsonElement> UntilAsync(Func<JsonElement, bool> reached, string connector = "desk")
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var view = await GetAsync("api/v1/tenants/demo/connectors/" + connector);
            if (reached(view))
                return view;
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"The connector did not get there: {view.GetRawText()}");
            await Task.Delay(3);
        }
    }

    public Task<JsonElement> UntilRepairAsync(string stage, string connector = "desk") => UntilAsync(
        view => view.TryGetProperty("repair", out var repair) && repair.ValueKind == JsonValueKind.Object && repair.GetProperty("stage").GetString() == stage, connector);

    public async Task<List<JsonElement>> RowsAsync()
    {
        var page = await GetAsync(Connector + "/streams/tickets/records?limit=1000");
        return [.. page.GetProperty("items").EnumerateArray()];
    }

    /// <summary>All rows as one text, members that are null left out: a table keeps the columns it gained.</summary>
    public async Task<string> TextsAsync() => string.Join('\n', (await RowsAsync()).Select(row =>
        string.Join(',', row.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null).OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"{member.Name}={member.Value.GetRawText()}"))));

    public async Task<JsonElement> GetAsync(string path) => JsonElement.Parse(await Client.GetStringAsync(new Uri(path, UriKind.Relative)));

    private Task<JsonElement> RegisterAsync(string connector) =>
        PostAsync("api/v1/tenants/demo/connectors", new { id = connector, manifest = BreakingApi.Manifest(Lab.Address), config = new { api_key = BreakingApi.Secret } });

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await Client.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _silo?.Kill();
        _silo?.Dispose();
        await Lab.DisposeAsync();
        _folder.Dispose();
    }
}
