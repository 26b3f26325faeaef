using System.Diagnostics;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Storage;
using Supertrack.Core.Syncing;
using Supertrack.Lab;
using Supertrack.Lab.Samples;
using Supertrack.Stores.Http;
using Supertrack.Stores.Lake;
using Supertrack.Stores.Warehouse.Sqlite;

namespace Supertrack.Benchmarks.Sync;

/// <summary>
/// A sync as the silo's worker does it: HTTP from a lab in this process, cursor pagination, pages of 100, records and cursor into SQLite and raw records
/// into the lake, chunk after chunk from the stored position.
/// </summary>
internal static class SyncBenchmark
{
    public static async Task RunAsync(string[] arguments)
    {
        var records = arguments is [var given, ..] ? int.Parse(given) : 500_000;
        await using var lab = await LabServer.StartAsync(ContactsApi.Create(records, pageSize: 100, delayMilliseconds: 0));
        for (var round = 1; round <= (arguments.Length > 0 ? 1 : 4); round++)
            await MeasureAsync(lab.Address, records, round);
    }

    private static async Task MeasureAsync(Uri address, int records, int round)
    {
        var folder = Directory.CreateTempSubdirectory("supertrack-sync-").FullName;
        try
        {
            await using var warehouse = new SqliteWarehouse(folder);
            using var transport = new SocketsHttpTransport(new HttpTransportOptions { Egress = EgressPolicy.Unrestricted });
            var runner = new ChunkRunner(warehouse, new LakeFolder(Path.Combine(folder, "lake")), TimeProvider.System, new ChunkLimits());
            var source = DeclarativeSource.Parse(ContactsApi.Manifest(address), "contacts.yaml");
            var config = new JsonObject { ["api_key"] = ContactsApi.Secret };
            var started = Stopwatch.GetTimestamp();
            var peak = 0L;
            var chunks = 0;
            ChunkResult result;
            do
            {
                var opened = source.Open(config, transport, TimeProvider.System);
                var stream = (await opened.DiscoverAsync(CancellationToken.None)).Single();
                var plan = ChunkPlan.For(new DatasetId("bench", "crm", stream.Name), 1, SyncMode.Incremental, stream);
                result = await runner.RunAsync(plan, opened, CancellationToken.None);
                if (result.Failure is { } failure)
                    throw new InvalidOperationException(failure.Message);
                peak = Math.Max(peak, Environment.WorkingSet);
                chunks++;
            }
            while (!result.Finished);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            Console.WriteLine($"round {round}: {result.RecordsSoFar:N0} of {records:N0} records in {seconds:0.00} s and {chunks} chunks: {result.RecordsSoFar / seconds:N0} records/s, working set {peak >> 20} MB (the lab's included)");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
