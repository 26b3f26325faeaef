using System.Diagnostics;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Tests.Frame;

public sealed class InterruptionTests
{
    [Fact]
    public async Task Ctrl_C_ends_a_lab_that_serves_with_130()
    {
        string scenario = Path.GetTempFileName();
        await File.WriteAllTextAsync(scenario, """{"name":"t","resource":"r","records":[],"versions":[{"path":"/r"}]}""");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [typeof(CommandFrame).Assembly.Location, "lab", "serve", scenario])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            Assert.Contains("\"url\"", await process.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);

            // SIGTERM is handled as SIGINT is; a shell may start tests with SIGINT ignored.
            using Process kill = Process.Start("kill", ["-TERM", process.Id.ToString()]);
            await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);

            Assert.Equal((130, "cancelled\n"), (process.ExitCode, await process.StandardError.ReadToEndAsync()));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            File.Delete(scenario);
        }
    }
}
