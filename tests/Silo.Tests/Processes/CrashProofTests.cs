using System.IO.Compression;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Lab;
using Supertrack.Lab.Samples;
using Supertrack.Silo.Access;
using Supertrack.Silo.Demo;

namespace Supertrack.Silo.Tests.Processes;

/// <summary>The silo as a process, killed with SIGKILL again and again while it syncs.</summary>
public sealed class CrashProofTests : IDisposable
{
    private const int Records = 200_000;
    private const int Kills = 20;
    private const int Seed = 20_241;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_sync_killed_twenty_times_stores_every_record_exactly_once_and_the_cursor_right()
    {
        var random = new Random(Seed);
        var key = ApiKey.Create().Text;
        var address = new Uri($"http://127.0.0.1:{SiloProcess.FreePort()}");
        await using var lab = await LabServer.StartAsync(ContactsApi.Create(Records, pageSize: 100, delayMilliseconds: 0));
        using var client = new GatewayClient(address, key);
        RunView? run = null;
        for (var kill = 1; kill <= Kills; kill++)
        {
            using var silo = await StartAsync(address, key);
            run ??= await BeginAsync(client, lab.Address);
            var seen = await ReachAsync(client, run, kill * (Records / (Kills + 4)));
            Assert.Null(seen.FinishedAt);
            // Somewhere between two reports: while pages are read, staged, committed or published.
            await Task.Delay(random.Next(0, 60));
            silo.Kill();
        }
        using (await StartAsync(address, key))
        {
            var done = await ReachAsync(client, run!, long.MaxValue);
            Assert.Equal(("succeeded", (long)Records), (done.Status, done.Records));
        }
        CheckWarehouse();
        CheckLake();
    }

    private Task<SiloProcess> StartAsync(Uri address, string key) => SiloProcess.StartAsync(
        _folder.Path, address,
        new Dictionary<string, string>
        {
            ["SUPERTRACK__ADMINISTRATORKEY"] = key,
            ["SUPERTRACK__SYNC__CHUNKSECONDS"] = "0.1",
            ["SUPERTRACK__SYNC__COMMITRECORDS"] = "1000",
            ["SUPERTRACK__EGRESS__ALLOWEDNETWORKS__0"] = "127.0.0.0/8",
        },
        CancellationToken.None);

    private static async Task<RunView> BeginAsync(GatewayClient client, Uri lab)
    {
        await client.CreateTenantAsync("demo", "Demo", CancellationToken.None);
        await client.RegisterAsync("demo", "crm", ContactsApi.Manifest(lab), new { api_key = ContactsApi.Secret }, CancellationToken.None);
        return await client.StartRunAsync("demo", "crm", CancellationToken.None);
    }

    private static async Task<RunView> ReachAsync(GatewayClient client, RunView run, long records)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var now = await client.GetRunAsync("demo", "crm", run.Id, patience.Token);
            if (now.FinishedAt is not null || now.Records >= records)
                return now;
            await Task.Delay(5, patience.Token);
        }
    }

    private void CheckWarehouse()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "warehouse", "demo.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        Assert.Equal((long)Records, Scalar(connection, "SELECT COUNT(*) FROM crm_contacts"));
        Assert.Equal((long)Records, Scalar(connection, "SELECT COUNT(DISTINCT id) FROM crm_contacts"));
        Assert.Equal((long)Records, Scalar(connection, "SELECT records FROM _supertrack_dataset"));
        var state = (string)Scalar(connection, "SELECT state FROM _supertrack_dataset")!;
        var newest = (string)Scalar(connection, "SELECT MAX(updated_at) FROM crm_contacts")!;
        Assert.Equal(newest, JsonDocument.Parse(state).RootElement.GetProperty("updated_at").GetString());
    }

    private void CheckLake()
    {
        var ids = new HashSet<long>();
        var lines = 0;
        var files = Directory.GetFiles(Path.Combine(_folder.Path, "lake"), "*", SearchOption.AllDirectories);
        Assert.All(files, file => Assert.EndsWith(".jsonl.gz", file, StringComparison.Ordinal));
        foreach (var file in files)
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            while (reader.ReadLine() is { } line)
            {
                lines++;
                ids.Add(JsonDocument.Parse(line).RootElement.GetProperty("id").GetInt64());
            }
        }
        Assert.Equal((Records, Records), (lines, ids.Count));
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose() => _folder.Dispose();
}
