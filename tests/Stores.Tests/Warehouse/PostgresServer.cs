using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Supertrack.Stores.Tests.Warehouse;

/// <summary>A private PostgreSQL server on 127.0.0.1, made of the binaries that are installed here; one a test run, stopped with it.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private string _folder = "";
    private string _binaries = "";

    /// <summary>Null where no server can be had; <see cref="Missing"/> then says why.</summary>
    public string? ConnectionString { get; private set; }

    public string Missing { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (Find() is not { } binaries)
        {
            Missing = "SKIPPED: no PostgreSQL binaries (initdb, pg_ctl) on PATH or in /usr/lib/postgresql/*/bin. Install the package postgresql to run these tests.";
            await Console.Error.WriteLineAsync(Missing);
            return;
        }
        _binaries = binaries;
        _folder = Directory.CreateTempSubdirectory("supertrack-postgres-").FullName;
        if (Environment.UserName == "root")
            await RunAsync("chown", "postgres", _folder);
        var data = Path.Combine(_folder, "data");
        var port = FreePort();
        await AsOwnerAsync("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync");
        await AsOwnerAsync("pg_ctl", "-D", data, "-w", "-l", Path.Combine(_folder, "log"), "-o", $"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c fsync=off", "start");
        ConnectionString = string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres");
    }

    /// <summary>The connection string of an empty database of the caller's own; null where no server can be had.</summary>
    public async Task<string?> CreateDatabaseAsync()
    {
        if (ConnectionString is not { } connection)
            return null;
        var name = $"d{Guid.NewGuid():N}";
        await using var source = Npgsql.NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return new Npgsql.NpgsqlConnectionStringBuilder(connection) { Database = name }.ConnectionString;
    }

    public async Task DisposeAsync()
    {
        if (_folder.Length == 0)
            return;
        Npgsql.NpgsqlConnection.ClearAllPools();
        await AsOwnerAsync("pg_ctl", "-D", Path.Combine(_folder, "data"), "-m", "immediate", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private static string? Find()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var debian = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin")) : [];
        return debian.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    // PostgreSQL refuses to run as root.
    private Task AsOwnerAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(_binaries, program);
        return Environment.UserName == "root"
            ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments])
            : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // The server inherits what pg_ctl has, so nothing is redirected to a pipe that would then never end.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$@\" >/dev/null 2>&1");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with status {process.ExitCode}.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresServer>
{
    public const string Name = "postgres";
}
