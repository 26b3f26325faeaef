using Microsoft.Data.Sqlite;
using SQLitePCL;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Sqlite;

/// <summary>
/// Inserts records with one prepared statement, binding UTF-8 straight from the page's bytes. The statement is used below the ADO.NET layer because
/// that layer boxes every value and turns every text into UTF-16 and back.
/// </summary>
internal sealed class SqliteRowWriter : IDisposable
{
    private const int Fixed = 4;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _insert;
    private readonly sqlite3_stmt? _keep;
    private readonly RecordLayout _layout;
    private readonly RecordKey _key;

    public SqliteRowWriter(SqliteConnection connection, SqliteDataset dataset, string table, IReadOnlyList<string> lost, SqliteJournal? journal)
    {
        _database = connection.Handle!;
        _layout = new RecordLayout(dataset.Columns, dataset.PrimaryKey, checkTimes: false);
        _key = new RecordKey(_layout);
        Cells = new RecordCells(_layout);
        Columns = dataset.Columns;
        Table = table;
        Lost = lost;
        Journal = journal;
        SqliteErrors.Check(raw.sqlite3_prepare_v2(_database, Sql(dataset, table, lost), out _insert), _database);
        if (dataset.Mode == WriteMode.Upsert && journal is { TakesImages: true })
            SqliteErrors.Check(raw.sqlite3_prepare_v2(_database, SqliteJournal.KeepSql(dataset, journal), out _keep), _database);
    }

    public RecordCells Cells { get; }

    public IReadOnlyList<StoredColumn> Columns { get; }

    public string Table { get; }

    public IReadOnlyList<string> Lost { get; }

    public SqliteJournal? Journal { get; }

    public void Insert(ReadOnlySpan<byte> line, long run, long syncedAt)
    {
        Cells.Read(line);
        raw.sqlite3_clear_bindings(_insert);
        if (_key.TryRead(line, Cells))
        {
            BindKey(_insert);
            Keep();
        }
        raw.sqlite3_bind_int64(_insert, 2, run);
        raw.sqlite3_bind_int64(_insert, 3, syncedAt);
        if (!Cells.Extra.IsEmpty)
            BindText(_insert, 4, Cells.Extra);
        BindCells(line);
        Step(_insert);
    }

    /// <summary>Before a row changes for the first time under a journal, what it is goes there.</summary>
    private void Keep()
    {
        if (_keep is null)
            return;
        BindKey(_keep);
        Step(_keep);
    }

    private void BindKey(sqlite3_stmt statement)
    {
        if (_key.IsInteger)
            raw.sqlite3_bind_int64(statement, 1, _key.Integer);
        else
            BindText(statement, 1, _key.Text);
    }

    private void Step(sqlite3_stmt statement)
    {
        var code = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        if (code != raw.SQLITE_DONE)
            SqliteErrors.Check(code, _database);
    }

    private void BindCells(ReadOnlySpan<byte> line)
    {
        var cells = Cells.Cells;
        for (var i = 0; i < cells.Length; i++)
        {
            ref readonly var cell = ref cells[i];
            switch (cell.Kind)
            {
                case CellKind.Integer or CellKind.Boolean:
                    raw.sqlite3_bind_int64(_insert, Fixed + 1 + i, cell.Integer);
                    break;
                case CellKind.Number:
                    raw.sqlite3_bind_double(_insert, Fixed + 1 + i, cell.Number);
                    break;
                case CellKind.Text or CellKind.Json:
                    BindText(_insert, Fixed + 1 + i, line.Slice(cell.Start, cell.Length));
                    break;
                case CellKind.Scratch:
                    BindText(_insert, Fixed + 1 + i, Cells.Scratch.Slice(cell.Start, cell.Length));
                    break;
            }
        }
    }

    // An empty span has no address, and SQLite reads a null address as NULL.
    private static void BindText(sqlite3_stmt statement, int index, ReadOnlySpan<byte> text) =>
        _ = text.IsEmpty ? raw.sqlite3_bind_text(statement, index, string.Empty) : raw.sqlite3_bind_text(statement, index, text);

    private static string Sql(SqliteDataset dataset, string table, IReadOnlyList<string> lost)
    {
        var names = dataset.Columns.Select(column => ColumnNames.Quote(column.Name)).ToList();
        var columns = string.Concat(names.Select(name => ", " + name));
        var values = string.Concat(Enumerable.Repeat(", ?", names.Count));
        var insert = $"INSERT INTO {ColumnNames.Quote(table)} (_key, _run, _synced_at, _extra{columns}) VALUES (?, ?, ?, ?{values})";
        if (dataset.Mode != WriteMode.Upsert)
            return insert;
        var updates = LostMembers.Updates(dataset.Columns, lost, static (column, value, steps) =>
        {
            var path = $"'${string.Concat(steps.Select(step => $".\"{step}\"")).Replace("'", "''", StringComparison.Ordinal)}'";
            return $"CASE WHEN ({column} -> {path}) IS NULL THEN {value} ELSE json_set({value}, {path}, json({column} -> {path})) END";
        });
        return $"{insert} ON CONFLICT (_key) DO UPDATE SET _run = excluded._run, _synced_at = excluded._synced_at, _extra = excluded._extra{updates}";
    }

    public void Dispose()
    {
        _insert.Dispose();
        _keep?.Dispose();
    }
}
