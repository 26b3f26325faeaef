using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Npgsql;
using Supertrack.Core.Schemas.Dialects;

namespace Supertrack.Stores.Tests.Schemas;

/// <summary>DDL is only right when the server takes it.</summary>
public sealed class DialectExecutionTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const string Shop = """
        {"tables": {
          "order lines": {"type":"object","required":["order_id","line"],"properties":{"order_id":{"type":"integer"},"line":{"type":"integer"},"sku":{"type":"string","maxLength":40},"tags":{"type":"array"},"gift":{"type":"boolean"}}},
          "orders": {"type":"object","required":["id"],"properties":{"id":{"type":"integer"},"Select":{"type":"string"},"select":{"type":"number"},"placed_at":{"type":"string","format":"date-time"},"ship":{"type":"object","properties":{"city":{"type":"string"},"a \"quoted\" name that is far longer than the sixty-three bytes PostgreSQL keeps":{"type":"string"}}}}}},
         "primaryKeys": {"orders":["id"],"order lines":["order_id","line"]},
         "foreignKeys": [{"table":"order lines","columns":["order_id"],"refTable":"orders","refColumns":["id"]}]}
        """;

    private static string Ddl(string dialect) => Dialect.Write(TableModel.Of(JsonNode.Parse(Shop)!.AsObject()), dialect);

    [Fact]
    public void Sqlite_takes_the_tables_and_holds_their_rules()
    {
        using var connection = new SqliteConnection("Data Source=:memory:;Foreign Keys=True");
        connection.Open();
        Execute(connection, Ddl("sqlite"));
        Execute(connection, """INSERT INTO "orders" ("id", "placed_at") VALUES (1, '2024-01-01T00:00:00Z'); INSERT INTO "order lines" VALUES (1, 1, 'x', '["a"]', 1);""");
        Assert.Throws<SqliteException>(() => Execute(connection, """INSERT INTO "order lines" VALUES (2, 1, 'x', '[]', 1);"""));
        Assert.Throws<SqliteException>(() => Execute(connection, """INSERT INTO "order lines" VALUES (1, 1, 'x', '[]', 1);"""));
        Assert.Throws<SqliteException>(() => Execute(connection, """INSERT INTO "order lines" VALUES (1, 2, 'x', 'no json', 1);"""));
        Assert.Throws<SqliteException>(() => Execute(connection, """INSERT INTO "order lines" VALUES (1, 2, 'x', '[]', 7);"""));
    }

    [Fact]
    public async Task Postgres_takes_the_tables_and_holds_their_rules()
    {
        if (Environment.GetEnvironmentVariable("SUPERTRACK_TEST_POSTGRES") is not { Length: > 0 } address)
        {
            output.WriteLine("SUPERTRACK_TEST_POSTGRES names no server: the PostgreSQL DDL was not executed");
            return;
        }
        await using var connection = new NpgsqlConnection(address);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, "CREATE SCHEMA ddl_trial; SET LOCAL search_path TO ddl_trial;");
        await ExecuteAsync(connection, Ddl("postgres"));
        await ExecuteAsync(connection, """INSERT INTO "orders" ("id", "placed_at") VALUES (1, '2024-01-01T00:00:00Z'); INSERT INTO "order lines" VALUES (1, 1, 'x', '["a"]', true);""");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(connection, """INSERT INTO "order lines" VALUES (2, 1, 'x', '[]', true);"""));
        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, refused.SqlState);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
