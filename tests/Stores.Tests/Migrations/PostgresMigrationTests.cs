using System.Data.Common;
using Npgsql;
using Supertrack.Core.Schemas.Dialects;
using Supertrack.Stores.Tests.Warehouse;

namespace Supertrack.Stores.Tests.Migrations;

[Collection(PostgresCollection.Name)]
public sealed class PostgresMigrationTests(PostgresServer server) : MigrationContract, IAsyncLifetime
{
    private string? _address;
    private int _schemas;

    protected override string Dialect => "postgres";

    protected override int Seeds => 2;

    protected override string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Integer => "bigint",
        ColumnType.Number => "double precision",
        ColumnType.Boolean => "boolean",
        _ => "text",
    };

    public async Task InitializeAsync() => _address = await server.CreateDatabaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    protected override async Task<Func<CancellationToken, Task<DbConnection>>?> DatabaseAsync()
    {
        if (_address is null) return null;
        var schema = $"trial{_schemas++}";
        var address = new NpgsqlConnectionStringBuilder(_address) { SearchPath = schema, MaxPoolSize = 2, Pooling = false }.ToString();
        await using var first = new NpgsqlConnection(address);
        await first.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE SCHEMA {schema}", first);
        await command.ExecuteNonQueryAsync();
        return async cancellation =>
        {
            var connection = new NpgsqlConnection(address);
            await connection.OpenAsync(cancellation);
            return connection;
        };
    }
}
