using System.Diagnostics;
using System.Threading.Channels;

namespace Supertrack.Embedded.Tests;

/// <summary>A real process of the crash program.</summary>
internal sealed class CrashProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Task<string> _errors;
    private readonly Task _reading;

    public CrashProgram(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Supertrack.Embedded.Crash.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
        _reading = ReadAsync();
    }

    /// <summary>The next line of its output; null when it has ended.</summary>
    /// <exception cref="TimeoutException">None came within a minute.</exception>
    public async Task<string?> LineAsync() =>
        await _lines.Reader.WaitToReadAsync().AsTask().WaitAsync(Patience) && _lines.Reader.TryRead(out var line) ? line : null;

    /// <summary>Ends it without any chance to clean up.</summary>
    /// <returns>What it had still written.</returns>
    public async Task<List<string>> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        await _reading.WaitAsync(Patience);
        return await _lines.Reader.ReadAllAsync().ToListAsync();
    }

    public async Task<(int Status, string Errors)> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return (_process.ExitCode, await _errors);
    }

    public async Task<string> ErrorsAsync() => await _errors;

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            _lines.Writer.TryWrite(line);
        _lines.Writer.Complete();
    }
}
