using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;
using Supertrack.Core.Storage;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Lab;
using Supertrack.Lab.Samples;
using Supertrack.Silo.Access;
using Supertrack.Silo.Demo;
using Supertrack.Stores.Lake;
using Supertrack.Stores.Registry.Postgres;
using Supertrack.Stores.Tests.Warehouse;
using Xunit.Abstractions;

namespace Supertrack.Silo.Tests.Processes;

/// <summary>Three silos as processes over one PostgreSQL, of which the one that does the work is killed.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ClusterTests(PostgresServer server, ITestOutputHelper output) : IDisposable
{
    private const int Silos = 3;
    private const int Records = 60_000;

    private readonly TemporaryFolder _folder = new();
    private readonly string _key = ApiKey.Create().Text;

    [Fact]
    public async Task A_sync_goes_on_when_its_silo_is_killed_and_stores_every_record_exactly_once()
    {
        if (await server.CreateDatabaseAsync() is not { } database)
            return;
        await using var lab = await LabServer.StartAsync(ContactsApi.Create(Records, pageSize: 100, delayMilliseconds: 5));
        var starting = Enumerable.Range(0, Silos).Select(number => StartAsync(number, database)).ToArray();
        try
        {
            var silos = await Task.WhenAll(starting);
            var run = await BeginAsync(silos[0].Client, lab.Address);
            var before = await ReachAsync(silos[0].Client, run, Records / 4);
            Assert.Null(before.FinishedAt);
            var working = await WorkingSiloAsync(database);
            silos[working].Process.Kill();
            var killed = Stopwatch.GetTimestamp();
            var survivors = silos.Where((_, number) => number != working).ToArray();
            await ReachAsync(survivors[0].Client, run, before.Records + Records / 4);
            output.WriteLine($"Silo {working} was killed after {before.Records} records; {Records / 4} more were stored {Stopwatch.GetElapsedTime(killed).TotalSeconds:F1} s later.");
            var done = await ReachAsync(survivors[0].Client, run, long.MaxValue);
            Assert.Equal(("succeeded", (long)Records), (done.Status, done.Records));
            // What the dead silo had been told, the others know: the key, the tenant, the connector and its run.
            var same = await survivors[1].Client.GetRunAsync("demo", "crm", run.Id, CancellationToken.None);
            Assert.Equal(("succeeded", (long)Records), (same.Status, same.Records));
            await CheckListsAsync(survivors);
            await CheckWarehouseAsync(database);
            await CheckLakeAsync(database);
        }
        finally
        {
            // Also those that started when another did not.
            foreach (var silo in starting.Where(one => one.IsCompletedSuccessfully).Select(one => one.Result))
            {
                silo.Dispose();
                output.WriteLine(silo.Process.LastOutput);
            }
        }
    }

    [Fact]
    public async Task A_silo_with_another_key_or_a_warehouse_of_its_own_does_not_join()
    {
        if (await server.CreateDatabaseAsync() is not { } database)
            return;
        using var first = await StartAsync(0, database);
        var stranger = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(1, database, ("KEYFILE", Path.Combine(_folder.Path, "other.key"))));
        Assert.Contains("other.key is not the key of this cluster", stranger.Message, StringComparison.Ordinal);
        var hermit = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(1, database, ("WAREHOUSE__KIND", "sqlite")));
        Assert.Contains("Warehouse:Kind is sqlite", hermit.Message, StringComparison.Ordinal);
    }

    private async Task<ClusterSilo> StartAsync(int number, string database, params (string Name, string Value)[] others)
    {
        var address = new Uri($"http://127.0.0.1:{SiloProcess.FreePort()}");
        var settings = new Dictionary<string, string>
        {
            ["ADMINISTRATORKEY"] = _key,
            ["KEYFILE"] = Path.Combine(_folder.Path, "shared.key"),
            ["CLUSTER__CONNECTIONSTRING"] = database,
            ["CLUSTER__ADVERTISEDADDRESS"] = "127.0.0.1",
            ["CLUSTER__SILOPORT"] = SiloProcess.FreePort().ToString(CultureInfo.InvariantCulture),
            ["CLUSTER__GATEWAYPORT"] = SiloProcess.FreePort().ToString(CultureInfo.InvariantCulture),
            // Only who stores records opens connections of this name.
            ["WAREHOUSE__CONNECTIONSTRING"] = $"{database};Application Name=warehouse-{number}",
            ["SYNC__CHUNKSECONDS"] = "0.25",
            ["SYNC__COMMITRECORDS"] = "1000",
            ["EGRESS__ALLOWEDNETWORKS__0"] = "127.0.0.0/8",
        };
        foreach (var (name, value) in others)
            settings[name] = value;
        var process = await SiloProcess.StartAsync(
            Path.Combine(_folder.Path, $"silo-{number}"), address, settings.ToDictionary(one => "SUPERTRACK__" + one.Key, one => one.Value), CancellationToken.None);
        return new ClusterSilo(process, address, _key);
    }

    private static async Task<RunView> BeginAsync(GatewayClient client, Uri lab)
    {
        await client.CreateTenantAsync("demo", "Demo", CancellationToken.None);
        await client.RegisterAsync("demo", "crm", ContactsApi.Manifest(lab), new { api_key = ContactsApi.Secret }, CancellationToken.None);
        return await client.StartRunAsync("demo", "crm", CancellationToken.None);
    }

    private static async Task<RunView> ReachAsync(GatewayClient client, RunView run, long records)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (true)
        {
            try
            {
                var now = await client.GetRunAsync("demo", "crm", run.Id, patience.Token);
                if (now.FinishedAt is not null || now.Records >= records)
                    return now;
            }
            catch (InvalidOperationException) when (!patience.IsCancellationRequested)
            {
                // Until the others have agreed that a silo is dead, calls to what it held fail.
            }
            await Task.Delay(20, patience.Token);
        }
    }

    private static async Task<int> WorkingSiloAsync(string database)
    {
        var name = (string)(await ScalarAsync(database, "SELECT application_name FROM pg_stat_activity WHERE application_name LIKE 'warehouse-%' ORDER BY state_change DESC LIMIT 1"))!;
        return name[^1] - '0';
    }

    private static async Task CheckListsAsync(IEnumerable<ClusterSilo> survivors)
    {
        foreach (var silo in survivors)
        {
            var runs = JsonDocument.Parse(await silo.Http.GetStringAsync(new Uri("api/v1/tenants/demo/connectors/crm/runs", UriKind.Relative)));
            Assert.Equal("succeeded", Assert.Single(runs.RootElement.GetProperty("items").EnumerateArray().ToArray()).GetProperty("status").GetString());
        }
    }

    private static async Task CheckWarehouseAsync(string database)
    {
        Assert.Equal((long)Records, await ScalarAsync(database, "SELECT COUNT(*) FROM tenant_demo.crm_contacts"));
        Assert.Equal((long)Records, await ScalarAsync(database, "SELECT COUNT(DISTINCT id) FROM tenant_demo.crm_contacts"));
        Assert.Equal((long)Records, await ScalarAsync(database, "SELECT records FROM tenant_demo._supertrack_dataset"));
    }

    private static async Task CheckLakeAsync(string database)
    {
        await using var registry = new PostgresRegistry(database);
        var ids = new List<long>();
        await foreach (var lines in new PostgresLake(registry).ReadAsync(new DatasetId("demo", "crm", ContactsApi.Stream), CancellationToken.None))
        {
            foreach (var line in Encoding.UTF8.GetString(lines.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                ids.Add(JsonDocument.Parse(line).RootElement.GetProperty("id").GetInt64());
        }
        Assert.Equal((Records, Records), (ids.Count, ids.Distinct().Count()));
    }

    private static async Task<object?> ScalarAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    public void Dispose() => _folder.Dispose();

    private sealed class ClusterSilo(SiloProcess process, Uri address, string key) : IDisposable
    {
        public SiloProcess Process { get; } = process;

        public GatewayClient Client { get; } = new(address, key);

        public HttpClient Http { get; } = new() { BaseAddress = address, DefaultRequestHeaders = { Authorization = new("Bearer", key) } };

        public void Dispose()
        {
            Process.Dispose();
            Client.Dispose();
            Http.Dispose();
        }
    }
}
