using System.Data.Common;
using Microsoft.Data.Sqlite;
using Supertrack.Core.Schemas.Dialects;

namespace Supertrack.Stores.Tests.Migrations;

public sealed class SqliteMigrationTests : MigrationContract, IDisposable
{
    private readonly List<SqliteConnection> _alive = [];
    private int _databases;

    protected override string Dialect => "sqlite";

    protected override int Seeds => 12;

    protected override string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Integer or ColumnType.Boolean => "INTEGER",
        ColumnType.Number => "REAL",
        _ => "TEXT",
    };

    protected override async Task<Func<CancellationToken, Task<DbConnection>>?> DatabaseAsync()
    {
        // Lives as long as one connection does.
        var address = $"Data Source=trial{Environment.CurrentManagedThreadId}x{Guid.NewGuid():N}{_databases++};Mode=Memory;Cache=Shared;Pooling=False";
        foreach (var old in _alive) await old.DisposeAsync();
        _alive.Clear();
        var keeper = new SqliteConnection(address);
        await keeper.OpenAsync();
        _alive.Add(keeper);
        return async cancellation =>
        {
            var connection = new SqliteConnection(address);
            await connection.OpenAsync(cancellation);
            return connection;
        };
    }

    public void Dispose()
    {
        foreach (var connection in _alive) connection.Dispose();
    }
}
