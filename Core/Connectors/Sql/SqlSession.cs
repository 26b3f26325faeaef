using System.Data.Common;

namespace Supertrack.Core.Connectors.Sql;

/// <summary>Opens read-only sessions and asks the database's catalogue.</summary>
internal static class SqlSession
{
    /// <exception cref="ConnectorException">The database cannot be reached or refuses the credentials.</exception>
    public static async Task<DbConnection> OpenAsync(ISqlDatabase database, CancellationToken cancellationToken)
    {
        var connection = database.Create();
        try
        {
            await connection.OpenAsync(cancellationToken);
            foreach (var statement in database.Dialect.SessionStatements)
            {
                await using var command = connection.CreateCommand();
                command.CommandText = statement;
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
            return connection;
        }
        catch (DbException exception)
        {
            await connection.DisposeAsync();
            throw database.Translate(exception, "connecting");
        }
    }

    /// <summary>Columns of a relation with the database's own type names, in order.</summary>
    public static async Task<IReadOnlyList<SqlColumn>> ColumnsAsync(ISqlDatabase database, DbConnection connection, SqlRelation relation, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {relation.From} LIMIT 0";
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var columns = new List<SqlColumn>(reader.FieldCount);
            for (var index = 0; index < reader.FieldCount; index++)
            {
                var type = reader.GetDataTypeName(index);
                columns.Add(new SqlColumn(reader.GetName(index), type, database.Dialect.KindOf(type)));
            }
            return columns;
        }
        catch (DbException exception)
        {
            throw database.Translate(exception, $"describing {relation.Table ?? "a query"}");
        }
    }

    /// <summary>Names of the primary key's columns in order; empty for a query, a view, or a table without one.</summary>
    public static Task<IReadOnlyList<string>> PrimaryKeyAsync(ISqlDatabase database, DbConnection connection, SqlRelation relation, CancellationToken cancellationToken) =>
        relation.Query is not null
            ? Task.FromResult<IReadOnlyList<string>>([])
            : NamesAsync(database, connection, database.Dialect.PrimaryKeyColumns, [("schema", relation.Schema!), ("table", relation.Table!)],
                row => row.GetString(0), $"asking for the primary key of {relation.Table}", cancellationToken);

    /// <summary>Every table and view of the schemas, as <c>schema.table</c>.</summary>
    public static async Task<IReadOnlyList<string>> TablesAsync(ISqlDatabase database, DbConnection connection, IReadOnlyList<string> schemas, CancellationToken cancellationToken)
    {
        var all = await NamesAsync(database, connection, database.Dialect.ListTables, [], row => $"{row.GetString(0)}.{row.GetString(1)}", "listing tables", cancellationToken);
        return [.. all.Where(name => schemas.Contains(name[..name.IndexOf('.', StringComparison.Ordinal)]))];
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(
        ISqlDatabase database, DbConnection connection, string sql, IReadOnlyList<(string Name, string Value)> parameters,
        Func<DbDataReader, string> read, string doing, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, value) in parameters)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var names = new List<string>();
            while (await reader.ReadAsync(cancellationToken)) names.Add(read(reader));
            return names;
        }
        catch (DbException exception)
        {
            throw database.Translate(exception, doing);
        }
    }
}
