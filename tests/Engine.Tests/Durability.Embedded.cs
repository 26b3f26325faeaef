using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Storage.Sqlite;

namespace Supertrack.Engine.Tests;

/// <summary>Reminders and streams of the embedded engine, in a database of the cluster's own.</summary>
public static class Durability
{
    public static void Apply(ISiloBuilder silo)
    {
        silo.UseSqliteStore(static _ => { }).UseSqliteReminderService().AddSqliteStreams(ClusterSettings.Streams);
        silo.Services.AddSingleton<Folder>();
        silo.Services.AddOptions<SqliteStoreOptions>().Configure<Folder>((store, folder) => store.File = folder.File);
    }

    /// <summary>Made with the cluster and removed with it.</summary>
    private sealed class Folder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("engine-tests-").FullName;

        public string File => Path.Combine(_path, "engine.db");

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
