using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using Orleans.Storage.Sqlite;

namespace Supertrack.Embedded.Tests.Storage.Sqlite;

/// <summary>A folder of its own for one test, removed at the end.</summary>
internal sealed class StoreFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("store-").FullName;
    public string File => System.IO.Path.Combine(Path, "engine.db");

    public DurableStore Open(Action<SqliteStoreOptions>? configure = null)
    {
        var options = new SqliteStoreOptions { File = File, BusyTimeout = TimeSpan.FromMilliseconds(200) };
        configure?.Invoke(options);
        return new DurableStore(Options.Create(options), NullLogger<DurableStore>.Instance);
    }

    public DurableStore? TryOpen(out DurableStoreException? error)
    {
        try
        {
            error = null;
            return Open();
        }
        catch (DurableStoreException e)
        {
            error = e;
            return null;
        }
    }

    public static SqliteGrainStorage Storage(DurableStore store, string provider = "Default") =>
        new(provider, store, new SystemTextJsonGrainStorageSerializerOptions().JsonSerializerOptions);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
