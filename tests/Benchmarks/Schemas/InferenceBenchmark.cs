using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Inference;

namespace Supertrack.Benchmarks.Schemas;

/// <summary>Megabytes a second that inference reads from documents of about 10 kB, beside a bare pass of Utf8JsonReader over the same bytes.</summary>
internal static class InferenceBenchmark
{
    private const int Megabytes = 40;
    private const int Rounds = 7;

    public static Task RunAsync(string[] args)
    {
        var documents = Documents();
        var bytes = documents.Sum(d => (long)d.Length);
        var workers = Math.Min(2, Environment.ProcessorCount);
        Infer(documents, workers);
        Bare(documents, workers);
        var infer = Median(() => Infer(documents, workers), bytes);
        var bare = Median(() => Bare(documents, workers), bytes);
        Console.WriteLine($"{documents.Count} documents, {bytes / 1e6:F0} MB, {workers} workers");
        Console.WriteLine($"infer {infer:F0} MB/s; bare Utf8JsonReader {bare:F0} MB/s; ratio {infer / bare:F2}");
        Console.WriteLine($"a processor second, whatever else the machine does: infer {bytes / 1e6 / ProcessorSeconds(() => Infer(documents, workers)):F0} MB, bare {bytes / 1e6 / ProcessorSeconds(() => Bare(documents, workers)):F0} MB");
        return Task.CompletedTask;
    }

    private static double Median(Action pass, long bytes)
    {
        var rates = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            pass();
            rates.Add(bytes / 1e6 / clock.Elapsed.TotalSeconds);
        }
        return rates.Order().ElementAt(Rounds / 2);
    }

    private static double ProcessorSeconds(Action pass)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        for (var round = 0; round < Rounds; round++) pass();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds / Rounds;
    }

    private static void Infer(List<byte[]> documents, int workers)
    {
        var parts = new SchemaInferrer[workers];
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, worker =>
        {
            var inferrer = new SchemaInferrer();
            for (var i = worker; i < documents.Count; i += workers) inferrer.Add(documents[i]);
            parts[worker] = inferrer;
        });
        foreach (var part in parts.Skip(1)) parts[0].Merge(part);
        parts[0].ToSchema();
    }

    private static void Bare(List<byte[]> documents, int workers) =>
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, worker =>
        {
            for (var i = worker; i < documents.Count; i += workers)
            {
                var reader = new Utf8JsonReader(documents[i]);
                while (reader.Read())
                {
                }
            }
        });

    /// <summary>Payloads like a code host's webhooks: an event with a repository, users and many links, different in each document.</summary>
    private static List<byte[]> Documents()
    {
        var random = new Random(7);
        var documents = new List<byte[]>();
        for (long total = 0; total < Megabytes * 1_000_000L; total += documents[^1].Length)
            documents.Add(Encoding.UTF8.GetBytes(new JsonObject
            {
                ["action"] = "opened",
                ["number"] = documents.Count,
                ["issue"] = Thing(random, 40),
                ["repository"] = Thing(random, 60),
                ["comments"] = new JsonArray([.. Enumerable.Range(0, 2).Select(_ => (JsonNode?)Thing(random, 12))]),
                ["sender"] = User(random),
            }.ToJsonString()));
        return documents;
    }

    private static JsonObject Thing(Random random, int links)
    {
        var thing = new JsonObject
        {
            ["id"] = random.Next(),
            ["node_id"] = Convert.ToBase64String(BitConverter.GetBytes(random.NextInt64())),
            ["title"] = $"title {random.Next()}",
            ["private"] = random.Next(2) == 0,
            ["score"] = random.NextDouble(),
            ["created_at"] = $"2024-0{1 + random.Next(9)}-1{random.Next(10)}T10:00:0{random.Next(10)}Z",
            ["description"] = random.Next(3) == 0 ? null : $"some words about {random.Next()}",
            ["owner"] = User(random),
            ["labels"] = new JsonArray("bug", "help wanted"),
        };
        for (var i = 0; i < links; i++) thing[$"link_{i}_url"] = $"https://api.example.com/repos/user{random.Next(100_000)}/thing/{i}{(i % 3 == 0 ? "{/number}" : "")}";
        return thing;
    }

    private static JsonObject User(Random random)
    {
        var login = $"user{random.Next(100_000)}";
        return new JsonObject
        {
            ["login"] = login,
            ["id"] = random.Next(),
            ["avatar_url"] = $"https://avatars.example.com/u/{random.Next()}?v=4",
            ["url"] = $"https://api.example.com/users/{login}",
            ["html_url"] = $"https://example.com/{login}",
            ["followers_url"] = $"https://api.example.com/users/{login}/followers",
            ["gists_url"] = $"https://api.example.com/users/{login}/gists{{/gist_id}}",
            ["type"] = "User",
            ["site_admin"] = false,
        };
    }
}
