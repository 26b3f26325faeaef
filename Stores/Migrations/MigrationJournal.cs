using System.Data.Common;

namespace Supertrack.Stores.Migrations;

/// <summary>Which steps of which plans are done, kept in the database that is changed, so that a step and the note of it commit together.</summary>
internal static class MigrationJournal
{
    /// <summary>The pseudo step that counts how often a plan was taken back.</summary>
    public const string TakenBack = "taken back";

    private const string Table = "_supertrack_migration";

    public static Task CreateAsync(MigrationConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync($"CREATE TABLE IF NOT EXISTS {Table} (plan TEXT NOT NULL, step TEXT NOT NULL, position BIGINT NOT NULL, done INTEGER NOT NULL, PRIMARY KEY (plan, step))", cancellationToken);

    /// <summary>Null where the step was not begun; the position is the last row number of the last chunk.</summary>
    public static async Task<(long Position, bool Done)?> FindAsync(MigrationConnection connection, string plan, string step, CancellationToken cancellationToken)
    {
        await using DbCommand command = connection.Command($"SELECT position, done FROM {Table} WHERE plan = @plan AND step = @step", ("plan", plan), ("step", step));
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetInt64(0), reader.GetInt32(1) != 0) : null;
    }

    public static Task SetAsync(MigrationConnection connection, string plan, string step, long position, bool done, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            $"INSERT INTO {Table} (plan, step, position, done) VALUES (@plan, @step, @position, @done) ON CONFLICT (plan, step) DO UPDATE SET position = excluded.position, done = excluded.done",
            cancellationToken, ("plan", plan), ("step", step), ("position", position), ("done", done ? 1 : 0));

    public static Task RemoveAsync(MigrationConnection connection, string plan, string step, CancellationToken cancellationToken) =>
        connection.ExecuteAsync($"DELETE FROM {Table} WHERE plan = @plan AND step = @step", cancellationToken, ("plan", plan), ("step", step));
}
