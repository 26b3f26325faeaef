namespace Supertrack.Benchmarks.Durable;

/// <summary>What the embedded engine writes durably in a second: grain state, stream events, and how long an event takes.</summary>
internal static class DurableBenchmarks
{
    public static async Task RunAsync(string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("durable-bench-").FullName;
        try
        {
            await StateWrites.RunAsync(folder);
            using var host = await DurableHost.StartAsync(folder);
            await GrainWrites.RunAsync(host);
            await StreamEvents.RunAsync(host);
            await host.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
