using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MySqlConnector;

namespace Supertrack.Stores.Tests.Connectors.Sql;

/// <summary>A private MariaDB server on 127.0.0.1, made of the binaries that are installed here; one a test run, stopped with it.</summary>
public sealed class MariaServer : IAsyncLifetime
{
    public const string Password = "reader's \"word\"\\";

    private string _folder = "";
    private Process? _server;

    /// <summary>0 where no server can be had.</summary>
    public int Port { get; private set; }

    public string Missing { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (Find("mariadbd") is not { } server || Find("mariadb-install-db") is not { } install)
        {
            Missing = "SKIPPED: no MariaDB binaries (mariadbd, mariadb-install-db) on PATH or in /usr/sbin. Install the package mariadb-server to run these tests.";
            await Console.Error.WriteLineAsync(Missing);
            return;
        }
        _folder = Directory.CreateTempSubdirectory("supertrack-maria-").FullName;
        var data = Path.Combine(_folder, "data");
        var root = Environment.UserName == "root";
        string[] owner = root ? ["--user=mysql"] : [];
        if (root)
            await RunAsync("chown", "mysql", _folder);
        await RunAsync(install, ["--no-defaults", $"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db", .. owner]);
        Port = FreePort();
        _server = Start(server, ["--no-defaults", $"--datadir={data}", $"--port={Port}", "--bind-address=127.0.0.1", $"--socket={Path.Combine(_folder, "s")}", "--skip-log-bin", "--innodb-flush-log-at-trx-commit=0", .. owner]);
        await ReachAsync();
        await ExecuteAsync("CREATE DATABASE shop; CREATE USER reader@'%' IDENTIFIED BY 'reader''s \"word\"\\\\'; GRANT ALL ON shop.* TO reader@'%'");
    }

    /// <summary>Runs statements as the administrator.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new MySqlConnection(Administrator);
        await connection.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private string Administrator => string.Create(CultureInfo.InvariantCulture, $"Server=127.0.0.1;Port={Port};User ID=root;Pooling=false;AllowUserVariables=true");

    public async Task DisposeAsync()
    {
        if (_server is { } server)
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
            server.Dispose();
        }
        if (_folder.Length > 0)
            Directory.Delete(_folder, recursive: true);
    }

    private async Task ReachAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                await ExecuteAsync("SELECT 1");
                return;
            }
            catch (MySqlException) when (!patience.IsCancellationRequested && !_server!.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with status {process.ExitCode}.");
    }

    private static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        foreach (var argument in (string[])["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
