using System.Diagnostics;
using System.Net.Http.Headers;
using Supertrack.Lab;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Benchmarks.Lab;

/// <summary>How fast the lab serves generated records, and that it needs no memory for them.</summary>
internal static class LabBenchmarks
{
    private const int PageSize = 100;

    public const string ScenarioText = """
        {"name":"bench","resource":"contacts","primaryKey":["id"],"cursorField":"updated_at","config":{"api_key":"k-1"},
         "generate":{"count":10000000,"seed":7,"schema":{"type":"object","properties":{
           "id":{"type":"integer"},"name":{"type":"string"},"email":{"type":"string","format":"email"},"status":{"enum":["active","closed"]},
           "amount":{"type":"number"},"city":{"type":"string"},"updated_at":{"type":"string","format":"date-time"}}}},
         "versions":[{"path":"/contacts","envelope":"data","auth":{"type":"bearer"},
           "pagination":{"type":"cursor","cursorParam":"after","cursorFrom":"next","sizeParam":"limit","size":100,"maxSize":100}}]}
        """;

    public static async Task RunAsync(string[] args)
    {
        int pages = args is [var asked, ..] ? int.Parse(asked) / PageSize : 10_000;
        await using LabServer lab = await LabServer.StartAsync(Scenario.Parse(ScenarioText, "bench.json"));
        using var client = new HttpClient { BaseAddress = lab.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "k-1");
        await ReadAsync(client, 200);
        for (int round = 1; round <= 3; round++)
        {
            TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
            long start = Stopwatch.GetTimestamp();
            long bytes = await ReadAsync(client, pages);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            double used = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
            long records = (long)pages * PageSize;
            Console.WriteLine(
                $"round {round}: {records / seconds,10:N0} records/s, {records / used,10:N0} records per CPU second (lab and client), "
                + $"{bytes / seconds / 1e6,6:N1} MB/s, {Process.GetCurrentProcess().WorkingSet64 / 1e6,6:N0} MB resident");
        }
    }

    /// <summary>One caller reads page after page and looks only for the next cursor at the end of the body.</summary>
    private static async Task<long> ReadAsync(HttpClient client, int pages)
    {
        string cursor = "";
        long total = 0;
        for (int page = 0; page < pages; page++)
        {
            byte[] body = await client.GetByteArrayAsync($"contacts?limit={PageSize}&after={cursor}");
            total += body.Length;
            cursor = Next(body);
        }

        return total;
    }

    private static string Next(ReadOnlySpan<byte> body)
    {
        int at = body.LastIndexOf("\"next\":\""u8) + 8;
        return System.Text.Encoding.ASCII.GetString(body[at..(at + body[at..].IndexOf((byte)'"'))]);
    }
}
