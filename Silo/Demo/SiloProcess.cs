using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Supertrack.Silo.Demo;

/// <summary>A silo in a process of its own, for showing and proving what happens when it dies.</summary>
internal sealed class SiloProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly List<string> _output = [];

    private SiloProcess(Process process) => _process = process;

    /// <summary>What it wrote last, at most a hundred lines.</summary>
    public string LastOutput
    {
        get
        {
            lock (_output)
                return string.Join(" | ", _output);
        }
    }

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
        var silo = new SiloProcess(Process.Start(start) ?? throw new InvalidOperationException("The silo process could not be started."));
        silo._process.OutputDataReceived += (_, line) => silo.Keep(line.Data);
        silo._process.ErrorDataReceived += (_, line) => silo.Keep(line.Data);
        silo._process.BeginOutputReadLine();
        silo._process.BeginErrorReadLine();
        try
        {
            await silo.WaitUntilReadyAsync(address, cancellationToken);
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

    private async Task WaitUntilReadyAsync(Uri address, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = address };
        var started = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync(client, cancellationToken))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException($"The silo process {(_process.HasExited ? $"ended with status {_process.ExitCode}" : "was not ready in time")}: {LastOutput}");
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

    private void Keep(string? line)
    {
        lock (_output)
        {
            if (line is null)
                return;
            _output.Add(line);
            if (_output.Count > 100)
                _output.RemoveAt(0);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }
}
