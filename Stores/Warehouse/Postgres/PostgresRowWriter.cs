using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Postgres;

/// <summary>Copies records in binary form into the table, or for upserts into a temporary table that is then merged.</summary>
internal sealed class PostgresRowWriter
{
    private const string Temporary = "_supertrack_incoming";

    private readonly PostgresSession _session;
    private readonly PostgresDataset _dataset;
    private readonly RecordLayout _layout;
    private readonly RecordKey _key;

    public PostgresRowWriter(PostgresSession session, PostgresDataset dataset)
    {
        (_session, _dataset) = (session, dataset);
        _layout = new RecordLayout(dataset.Columns, dataset.PrimaryKey, checkTimes: true);
        _key = new RecordKey(_layout);
        Cells = new RecordCells(_layout);
    }

    public RecordCells Cells { get; }

    public long Records { get; private set; }

    public async Task WriteAsync(string table, CommitRequest request, IReadOnlyList<PageBatch> pages)
    {
        var names = string.Concat(_dataset.Columns.Select(column => ", " + ColumnNames.Quote(column.Name)));
        var merges = _dataset.Mode == WriteMode.Upsert;
        if (merges)
            await _session.ExecuteAsync($"CREATE TEMP TABLE {Temporary} ON COMMIT DROP AS SELECT 0::bigint AS _order, _key, _run, _synced_at, _extra{names} FROM {_dataset.Quoted(table)} LIMIT 0");
        var target = merges ? $"{Temporary} (_order, _key, _run, _synced_at, _extra{names})" : $"{_dataset.Quoted(table)} (_key, _run, _synced_at, _extra{names})";
        await using (var copy = await _session.Connection.BeginBinaryImportAsync($"COPY {target} FROM STDIN (FORMAT BINARY)", _session.CancellationToken))
        {
            foreach (var page in pages)
                Write(copy, page, request, merges);
            await copy.CompleteAsync(_session.CancellationToken);
        }
        if (merges)
            await MergeAsync(table, names, request.Shape.Lost);
    }

    private async Task MergeAsync(string table, string names, IReadOnlyList<string> lost)
    {
        var updates = LostMembers.Updates(_dataset.Columns, lost, static (column, value, steps) =>
        {
            var path = $"ARRAY[{string.Join(", ", steps.Select(step => $"'{step.Replace("'", "''", StringComparison.Ordinal)}'"))}]";
            var stored = $"(kept.{column}::jsonb #> {path})";
            return $"CASE WHEN {stored} IS NULL THEN {value} ELSE jsonb_set(({value})::jsonb, {path}, {stored})::json END";
        });
        await PostgresJournal.KeepAsync(_session, _dataset, Temporary);
        await _session.ExecuteAsync($"""
            INSERT INTO {_dataset.Quoted(table)} AS kept (_key, _run, _synced_at, _extra{names})
            SELECT _key, _run, _synced_at, _extra{names} FROM (
                SELECT *, row_number() OVER (PARTITION BY _key ORDER BY _order DESC) AS _newest FROM {Temporary}) AS incoming
            WHERE _key IS NULL OR _newest = 1 ORDER BY _order
            ON CONFLICT (_key) DO UPDATE SET _run = excluded._run, _synced_at = excluded._synced_at, _extra = excluded._extra{updates}
            """);
    }

    private void Write(NpgsqlBinaryImporter copy, PageBatch page, CommitRequest request, bool ordered)
    {
        var (number, withheld) = (0, 0);
        foreach (var line in new JsonLines(page.Lines.Span))
        {
            number++;
            if (withheld < page.Withheld.Count && page.Withheld[withheld].Line == number)
            {
                withheld++;
                continue;
            }
            try
            {
                Cells.Read(line);
            }
            catch (JsonException error)
            {
                throw new MalformedRecordException(request.Dataset, page.Sequence, number, error.Message);
            }
            Records++;
            copy.StartRow();
            if (ordered)
                copy.Write(Records, NpgsqlDbType.Bigint);
            WriteKey(copy, line);
            copy.Write(request.Position.Run, NpgsqlDbType.Bigint);
            copy.Write(request.SyncedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
            WriteText(copy, Cells.Extra, NpgsqlDbType.Json);
            for (var column = 0; column < _dataset.Columns.Count; column++)
                WriteCell(copy, line, Cells.Cells[column], _dataset.Columns[column].Type);
        }
    }

    private void WriteKey(NpgsqlBinaryImporter copy, ReadOnlySpan<byte> line)
    {
        if (!_key.TryRead(line, Cells))
            copy.WriteNull();
        else if (_key.IsInteger)
            copy.Write(_key.Integer.ToString(System.Globalization.CultureInfo.InvariantCulture), NpgsqlDbType.Text);
        else
            copy.Write(Encoding.UTF8.GetString(_key.Text), NpgsqlDbType.Text);
    }

    private void WriteCell(NpgsqlBinaryImporter copy, ReadOnlySpan<byte> line, Cell cell, ColumnType type)
    {
        switch (cell.Kind)
        {
            case CellKind.Integer when type == ColumnType.Timestamp:
                copy.Write(new DateTime(cell.Integer, DateTimeKind.Utc), NpgsqlDbType.TimestampTz);
                break;
            case CellKind.Integer when type == ColumnType.Date:
                copy.Write(DateOnly.FromDateTime(new DateTime(cell.Integer)), NpgsqlDbType.Date);
                break;
            case CellKind.Integer:
                copy.Write(cell.Integer, NpgsqlDbType.Bigint);
                break;
            case CellKind.Number:
                copy.Write(cell.Number, NpgsqlDbType.Double);
                break;
            case CellKind.Boolean:
                copy.Write(cell.Integer != 0, NpgsqlDbType.Boolean);
                break;
            case CellKind.Text:
                copy.Write(Encoding.UTF8.GetString(line.Slice(cell.Start, cell.Length)), NpgsqlDbType.Text);
                break;
            case CellKind.Scratch:
                copy.Write(Encoding.UTF8.GetString(Cells.Scratch.Slice(cell.Start, cell.Length)), NpgsqlDbType.Text);
                break;
            case CellKind.Json:
                WriteText(copy, line.Slice(cell.Start, cell.Length), NpgsqlDbType.Json);
                break;
            default:
                copy.WriteNull();
                break;
        }
    }

    private static void WriteText(NpgsqlBinaryImporter copy, ReadOnlySpan<byte> text, NpgsqlDbType type)
    {
        if (text.IsEmpty)
            copy.WriteNull();
        else
            copy.Write(Encoding.UTF8.GetString(text), type);
    }
}
