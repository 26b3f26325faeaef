using System.Globalization;
using Microsoft.Data.Sqlite;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Lab;
using Supertrack.Lab.Samples;
using Supertrack.Silo.Access;
using Supertrack.Silo.Hosting;

namespace Supertrack.Silo.Demo;

/// <summary>
/// <c>demo [--exit] [--data DIR]</c>: a sync from a lab API that survives the death of its silo. The first silo is a process of its own and is killed
/// in the middle; the second takes over its data folder, finishes the run and stays up.
/// </summary>
internal sealed class DemoCommand(TextWriter output, bool live)
{
    private const int Records = 50_000;
    private const int KillAt = 20_000;
    private const string Tenant = "demo";
    private const string Connector = "crm";

    public static bool IsAsked(string[] arguments) => arguments.Length > 0 && arguments[0] == "demo";

    public async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var exit = arguments.Contains("--exit");
        var data = Path.GetFullPath(Value(arguments, "--data") ?? Path.Combine("data", "demo-" + DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)));
        var address = new Uri(Value(arguments, "--urls") ?? $"http://127.0.0.1:{SiloProcess.FreePort()}");
        var key = ApiKey.Create().Text;
        var settings = Settings(key);
        await using var lab = await LabServer.StartAsync(ContactsApi.Create(Records, pageSize: 100, delayMilliseconds: 5), cancellationToken: cancellationToken);
        Say($"Lab: an API with {Records:N0} contacts at {lab.Address}");
        using var client = new GatewayClient(address, key);
        var run = await UntilKilledAsync(client, lab.Address, data, address, settings, cancellationToken);

        foreach (var (name, value) in settings)
            Environment.SetEnvironmentVariable(name, value);
        await using var app = SiloHost.Build(["--data", data, "--urls", address.ToString(), "--Logging:LogLevel:Default", "Warning", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning"]);
        await app.StartAsync(cancellationToken);
        Say("A new silo has opened the same data folder and continues the run");
        var done = await WatchAsync(client, run, Records, cancellationToken);
        var complete = Show(done, data, address, key);
        if (exit)
        {
            await app.StopAsync(CancellationToken.None);
            return complete ? 0 : 1;
        }
        Say("It stays up; Ctrl-C ends it.");
        await app.WaitForShutdownAsync(cancellationToken);
        return complete ? 0 : 1;
    }

    private async Task<RunView> UntilKilledAsync(
        GatewayClient client, Uri lab, string data, Uri address, Dictionary<string, string> settings, CancellationToken cancellationToken)
    {
        using var silo = await SiloProcess.StartAsync(data, address, settings, cancellationToken);
        Say($"Silo: {address} with its data in {data}");
        await client.CreateTenantAsync(Tenant, "Demo", cancellationToken);
        await client.RegisterAsync(Tenant, Connector, ContactsApi.Manifest(lab), new { api_key = ContactsApi.Secret }, cancellationToken);
        Say($"Tenant {Tenant} and connector {Connector} are registered; the sync starts");
        var run = await client.StartRunAsync(Tenant, Connector, cancellationToken);
        var reached = await WatchAsync(client, run, KillAt, cancellationToken);
        silo.Kill();
        Say($"KILLED the silo's process after {reached.Records:N0} records");
        return run;
    }

    private async Task<RunView> WatchAsync(GatewayClient client, RunView run, long until, CancellationToken cancellationToken)
    {
        var shown = 0L;
        while (true)
        {
            var now = await client.GetRunAsync(Tenant, Connector, run.Id, cancellationToken);
            if (now.Records != shown)
                Progress(now);
            shown = now.Records;
            if (now.FinishedAt is not null || (until < Records && now.Records >= until))
                return now;
            await Task.Delay(50, cancellationToken);
        }
    }

    private bool Show(RunView run, string data, Uri address, string key)
    {
        var file = Path.Combine(data, "warehouse", Tenant + ".db");
        const string Query = "SELECT plan, COUNT(*) AS contacts, COUNT(DISTINCT id) AS ids, SUM(seats) AS seats FROM crm_contacts GROUP BY plan ORDER BY plan";
        Say($"The run {run.Status}: {run.Records:N0} records in {run.Pages:N0} pages, {run.BytesStored:N0} bytes, {run.Seconds:0.0} s");
        Say($"The data is in {file}, raw records in {Path.Combine(data, "lake")}");
        Say($"  sqlite3 {file} \"{Query}\"");
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Query;
        using var reader = command.ExecuteReader();
        var (rows, ids) = (0L, 0L);
        while (reader.Read())
        {
            Say($"  {reader.GetString(0),-12} {reader.GetInt64(1),8:N0} {reader.GetInt64(2),8:N0} {reader.GetInt64(3),12:N0}");
            rows += reader.GetInt64(1);
            ids += reader.GetInt64(2);
        }
        var complete = rows == Records && ids == Records;
        Say(complete ? $"Every one of the {Records:N0} records is there exactly once." : $"Expected {Records:N0} records, found {rows:N0} rows of {ids:N0} ids.");
        Say($"REST: {address}api/v1 (described at {address}openapi/v1.json)");
        Say($"Key:  {key}");
        Say($"  curl -H 'Authorization: Bearer {key}' '{address}api/v1/tenants/{Tenant}/connectors/{Connector}/streams/{ContactsApi.Stream}/records?limit=3'");
        return complete;
    }

    private void Progress(RunView run)
    {
        var line = $"  {run.Records,7:N0} of {Records:N0} records  {new string('#', (int)(run.Records * 40 / Records))}";
        if (live)
            output.Write("\r" + line + (run.FinishedAt is null ? "" : Environment.NewLine));
        else
            output.WriteLine(line);
        _open = live && run.FinishedAt is null;
    }

    private bool _open;

    private void Say(string line)
    {
        if (_open)
            output.WriteLine();
        _open = false;
        output.WriteLine(line);
    }

    private static Dictionary<string, string> Settings(string key) => new()
    {
        ["SUPERTRACK__ADMINISTRATORKEY"] = key,
        // Small chunks and commits, so that the progress can be watched.
        ["SUPERTRACK__SYNC__CHUNKSECONDS"] = "0.25",
        ["SUPERTRACK__SYNC__COMMITRECORDS"] = "1000",
        // The lab is on this machine.
        ["SUPERTRACK__EGRESS__ALLOWEDNETWORKS__0"] = "127.0.0.0/8",
    };

    private static string? Value(string[] arguments, string name)
    {
        var index = Array.IndexOf(arguments, name);
        return index >= 0 && index + 1 < arguments.Length ? arguments[index + 1] : null;
    }
}
