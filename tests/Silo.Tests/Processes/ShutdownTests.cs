using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Lab;
using Supertrack.Lab.Samples;
using Supertrack.Silo.Access;
using Supertrack.Silo.Demo;
using Xunit.Abstractions;

namespace Supertrack.Silo.Tests.Processes;

/// <summary>A silo process that is asked to end.</summary>
public sealed class ShutdownTests(ITestOutputHelper output) : IDisposable
{
    private const int Records = 60_000;
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly string _key = ApiKey.Create().Text;
    private readonly Uri _address = new($"http://127.0.0.1:{SiloProcess.FreePort()}");

    [Theory]
    [InlineData(Signals.Interrupt)]
    [InlineData(Signals.Terminate)]
    public async Task An_idle_silo_ends_with_status_0_and_opens_its_data_again(int signal)
    {
        if (!CanSend(signal))
            return;
        using var client = new GatewayClient(_address, _key);
        using (var silo = await StartAsync())
        {
            await client.CreateTenantAsync("demo", "Demo", CancellationToken.None);
            await EndAsync(silo, signal);
        }
        using (await StartAsync())
            await Assert.ThrowsAsync<InvalidOperationException>(() => client.CreateTenantAsync("demo", "Demo", CancellationToken.None));
    }

    [Fact]
    public async Task A_silo_interrupted_in_the_middle_of_a_sync_ends_within_seconds_and_the_next_finishes_the_run()
    {
        if (!CanSend(Signals.Interrupt))
            return;
        await using var lab = await LabServer.StartAsync(ContactsApi.Create(Records, pageSize: 100, delayMilliseconds: 2));
        using var client = new GatewayClient(_address, _key);
        RunView run;
        using (var silo = await StartAsync())
        {
            await client.CreateTenantAsync("demo", "Demo", CancellationToken.None);
            await client.RegisterAsync("demo", "crm", ContactsApi.Manifest(lab.Address), new { api_key = ContactsApi.Secret }, CancellationToken.None);
            run = await client.StartRunAsync("demo", "crm", CancellationToken.None);
            Assert.Null((await ReachAsync(client, run, 2_000)).FinishedAt);
            await EndAsync(silo, Signals.Interrupt);
        }
        using (await StartAsync())
        {
            var done = await ReachAsync(client, run, long.MaxValue);
            Assert.Equal(("succeeded", (long)Records), (done.Status, done.Records));
        }
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "warehouse", "demo.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) || ' ' || COUNT(DISTINCT id) FROM crm_contacts";
        Assert.Equal($"{Records} {Records}", command.ExecuteScalar());
    }

    private bool CanSend(int signal)
    {
        if (OperatingSystem.IsLinux() && !Signals.IsIgnored(signal))
            return true;
        output.WriteLine($"Not tried: signal {signal} cannot reach a child of this process.");
        return false;
    }

    private async Task EndAsync(SiloProcess silo, int signal)
    {
        var asked = Stopwatch.GetTimestamp();
        using var patience = new CancellationTokenSource(Seconds);
        Signals.Send(silo.Id, signal);
        Assert.Equal(0, await silo.EndedAsync(patience.Token));
        output.WriteLine($"Ended {Stopwatch.GetElapsedTime(asked).TotalSeconds:0.00} s after signal {signal}.");
    }

    private Task<SiloProcess> StartAsync() => SiloProcess.StartAsync(
        _folder.Path, _address,
        new Dictionary<string, string>
        {
            ["SUPERTRACK__ADMINISTRATORKEY"] = _key,
            ["SUPERTRACK__SYNC__CHUNKSECONDS"] = "0.5",
            ["SUPERTRACK__SYNC__COMMITRECORDS"] = "1000",
            ["SUPERTRACK__EGRESS__ALLOWEDNETWORKS__0"] = "127.0.0.0/8",
        },
        CancellationToken.None);

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

    public void Dispose() => _folder.Dispose();
}
