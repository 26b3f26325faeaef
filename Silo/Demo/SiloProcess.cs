using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Supertrack.Silo.Demo;

/// <summary>A silo in a process of its own, for showing and proving what happens when it dies.</summary>
internal sealed class SiloProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private SiloProcess(Process process) => _process = process;

    /// <param name="settings">Settings as the environment gives them, e.g. SUPERTRACK__ADMINISTRATORKEY.</param>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in time; the message has its last output.</exception>
    public static async Task<SiloProcess> StartAsync(
        string data, Uri address, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { typeof(SiloProcess).Assembly.Location, "--data", data, "--urls", address.ToString(), "--Logging:LogLevel:Default", "Warning" })
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var output = new List<string>();
        var silo = new SiloProcess(Process.Start(start) ?? throw new InvalidOperationException("The silo process could not be started."));
        silo._process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        silo._process.ErrorDataReceived += (_, line) => Keep(output, line.Data);
        silo._process.BeginOutputReadLine();
        silo._process.BeginErrorReadLine();
        try
        {
            await silo.WaitUntilReadyAsync(address, output, cancellationToken);
            return silo;
        }
        catch
        {
            silo.Dispose();
            throw;
        }
    }

    public int Id => _process.Id;

    /// <summary>Waits until it has ended by itself; answers its status.</summary>
    public async Task<int> EndedAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Ends it as a power cut would: on Unix this is SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    private async Task WaitUntilReadyAsync(Uri address, List<string> output, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = address };
        var started = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync(client, cancellationToken))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
            {
                lock (output)
                    throw new InvalidOperationException($"The silo process {(_process.HasExited ? $"ended with status {_process.ExitCode}" : "was not ready in time")}: {string.Join(" | ", output)}");
            }
            await Task.Delay(20, cancellationToken);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("health/ready", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static void Keep(List<string> output, string? line)
    {
        lock (output)
        {
            if (line is null)
                return;
            output.Add(line);
            if (output.Count > 20)
                output.RemoveAt(0);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }
}
