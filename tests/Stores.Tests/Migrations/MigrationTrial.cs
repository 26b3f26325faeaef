using System.Data.Common;
using System.Globalization;
using Supertrack.Core.Schemas.Dialects;
using Supertrack.Core.Schemas.Migrations;
using Supertrack.Stores.Migrations;

namespace Supertrack.Stores.Tests.Migrations;

/// <summary>One table under change, and the means to stop the change at any statement and to look at what is there.</summary>
internal sealed class MigrationTrial(Func<CancellationToken, Task<DbConnection>> open, MigrationPlan plan, ModelTable table, IReadOnlyList<ColumnChange> changes)
{
    public MigrationPlan Plan { get; } = plan;

    public string Table { get; } = table.Name;

    /// <summary>Statements that the last <see cref="CrashAsync"/> let run.</summary>
    public int Statements { get; private set; }

    public IReadOnlyList<string> OldColumns { get; } = [.. table.Columns.Select(c => c.Name)];

    /// <summary>The old columns as they are named after the contract phase.</summary>
    public IReadOnlyList<string> KeptAside { get; } = [.. table.Columns.Select(c => changes.Any(x => x.Sources.Contains(c.Name)) ? MigrationSql.Suffixed(c.Name, "__was_v1") : c.Name)];

    public MigrationRunner Runner(Action<string>? announce = null) => new(open) { ChunkRows = 7, Announce = announce };

    /// <summary>Whether the work was cut short before the numbered statement.</summary>
    public async Task<bool> CrashAsync(int at, Func<MigrationRunner, Task> work)
    {
        Statements = 0;
        try
        {
            await work(Runner(_ =>
            {
                if (++Statements >= at) throw new PowerCut();
            }));
            return false;
        }
        catch (PowerCut)
        {
            return true;
        }
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await open(default);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public async Task<bool> ExistsAsync(string view)
    {
        try
        {
            await DumpAsync(view);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    /// <summary>The rows in the order of their number, values parted by bars.</summary>
    public async Task<IReadOnlyList<string>> DumpAsync(string from, IReadOnlyList<string>? columns = null)
    {
        await using var connection = await open(default);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {(columns is null ? "*" : string.Join(", ", columns.Select(MigrationSql.Quote)))} FROM {MigrationSql.Quote(from)} ORDER BY _row";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        return rows;
    }

    private sealed class PowerCut : Exception;
}
