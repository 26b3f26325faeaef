using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Supertrack.Silo.Demo;
using Xunit.Abstractions;

namespace Supertrack.Silo.Tests.Processes;

/// <summary>What a person sees when a silo cannot start: one line, and status 2.</summary>
public sealed class StartTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string Program = typeof(SiloProcess).Assembly.Location;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("registry.db", "is damaged", "Restore it from a backup")]
    [InlineData("keys/data.key", "is damaged", "Restore it from a backup")]
#if !ENGINE_ORLEANS
    [InlineData("engine/engine.db", "file is not a database", "Restore the file from a backup")]
#endif
    public async Task A_damaged_file_is_named_with_what_to_do(string file, string what, string next)
    {
        var path = Path.Combine(_folder.Path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, string.Concat(Enumerable.Repeat("no such content ", 500)));
        var line = await RefusedAsync("dotnet", [Program, "--data", _folder.Path, "--urls", "http://127.0.0.1:0"]);
        Assert.Contains(path, line, StringComparison.Ordinal);
        Assert.Contains(what, line, StringComparison.Ordinal);
        Assert.Contains(next, line, StringComparison.Ordinal);
        Assert.StartsWith("no such content", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_named_with_what_to_do()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var line = await RefusedAsync("dotnet", [Program, "--data", _folder.Path, "--urls", $"http://127.0.0.1:{port}"]);
        Assert.Contains($"127.0.0.1:{port}", line, StringComparison.Ordinal);
        Assert.Contains("--urls", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_on_a_file_system_that_takes_nothing_is_named_with_what_to_do()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var line = await RefusedAsync("dotnet", [Program, "--data", "/sys/supertrack", "--urls", "http://127.0.0.1:0"]);
        Assert.Contains("/sys/supertrack", line, StringComparison.Ordinal);
        Assert.Contains("--data DIR", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_the_user_may_not_write_is_named_with_what_to_do()
    {
        if (!OperatingSystem.IsLinux())
            return;
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        // The superuser may write anywhere, so then the program runs as nobody.
        string[] nobody = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];
        if (nobody.Length > 0 && (await RunAsync("setpriv", [.. nobody[1..], "test", "-r", Program])).Status != 0)
        {
            output.WriteLine("Not tried: without setpriv, or where others may not read the program, it cannot be run as nobody.");
            return;
        }
        string[] command = [.. nobody, "dotnet", Program, "--data", _folder.Path, "--urls", "http://127.0.0.1:0"];
        var line = await RefusedAsync(command[0], command[1..]);
        Assert.Contains($"{_folder.Path} cannot be written", line, StringComparison.Ordinal);
        Assert.Contains("--data DIR", line, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private async Task<string> RefusedAsync(string program, string[] arguments)
    {
        var (status, errors) = await RunAsync(program, arguments);
        Assert.True(status == 2, $"status {status}: {errors}");
        return Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task<(int Status, string Errors)> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            var notes = process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            await notes;
            return (process.ExitCode, await errors);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return (-1, error.Message);
        }
    }

    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
            File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _folder.Dispose();
    }
}
