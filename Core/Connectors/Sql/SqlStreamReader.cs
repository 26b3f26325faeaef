using System.Buffers;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Sql;

/// <summary>Reads one SQL stream page by page on one connection; each page is one statement, so no transaction stays open between pages.</summary>
internal sealed class SqlStreamReader(ISqlDatabase database, SqlStreamPlan plan)
{
    private readonly KeysetQuery _query = plan.Query(database.Dialect);

    public async IAsyncEnumerable<RecordPage> ReadAsync(SqlCheckpoint start, int? maxPages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await SqlSession.OpenAsync(database, cancellationToken);
        var buffer = new ArrayBufferWriter<byte>();
        var position = start;
        for (var pages = 0; maxPages is null || pages < maxPages; pages++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            buffer.ResetWrittenCount();
            var rows = await ReadPageAsync(connection, buffer, position, cancellationToken);
            var ended = rows.Count < plan.PageSize;
            // Rows without a cursor value can never be asked for again by one, so the first read ends with them.
            var nullsFollow = ended && plan.Cursor is not null && !position.NullCursor && position.From is null;
            position = new SqlCheckpoint(
                nullsFollow ? null : rows.LastKeys ?? position.Keys, position.From, Higher(rows, position), position.NullCursor || nullsFollow, position.Page + 1);
            var done = ended && !nullsFollow;
            yield return PageOf(buffer, rows.Count, position, done);
            if (done) yield break;
        }
    }

    private RecordPage PageOf(ArrayBufferWriter<byte> buffer, int count, SqlCheckpoint position, bool ends) =>
        new(buffer.WrittenMemory, count, position.ToBytes, () => State(position, ends))
        {
            Page = position.Page - 1,
            EndsSlice = ends,
            Requests = 1,
            BytesRead = buffer.WrittenCount,
        };

    private JsonObject? State(SqlCheckpoint position, bool ends)
    {
        if (plan.Cursor is null) return ends ? new JsonObject { ["__ab_full_refresh_sync_complete"] = true } : null;
        return position.Highest is { } highest ? new JsonObject { [plan.Cursor.Name] = JsonNode.Parse(highest.GetRawText()) } : null;
    }

    private async Task<PageRows> ReadPageAsync(DbConnection connection, ArrayBufferWriter<byte> buffer, SqlCheckpoint position, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = _query.Page(position.Keys is not null, position.From is not null, position.NullCursor);
            Bind(command, position);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await WriteRowsAsync(reader, buffer, KeysOf(position), cancellationToken);
        }
        catch (DbException exception)
        {
            throw database.Translate(exception, $"reading page {position.Page} of stream {plan.Name}");
        }
    }

    private async Task<PageRows> WriteRowsAsync(
        DbDataReader reader, ArrayBufferWriter<byte> buffer, IReadOnlyList<SqlColumn> keyColumns, CancellationToken cancellationToken)
    {
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        var (count, lastStart) = (0, 0);
        IReadOnlyList<JsonElement>? address = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            lastStart = buffer.WrittenCount;
            SqlRowWriter.Write(json, reader, plan.Columns);
            json.Flush();
            json.Reset();
            buffer.Write("\n"u8);
            count++;
            if (_query.ByRowAddress) address = [JsonSerializer.SerializeToElement(Convert.ToString(reader.GetValue(plan.Columns.Count)))];
        }
        if (count == 0) return new PageRows(0, null, null);
        using var last = JsonDocument.Parse(buffer.WrittenMemory[lastStart..]);
        var keys = address ?? [.. keyColumns.Select(key => last.RootElement.GetProperty(key.Name).Clone())];
        return new PageRows(count, keys, plan.Cursor is null ? null : last.RootElement.GetProperty(plan.Cursor.Name).Clone());
    }

    private void Bind(DbCommand command, SqlCheckpoint position)
    {
        var columns = KeysOf(position);
        for (var index = 0; position.Keys is not null && index < position.Keys.Count; index++)
            Add(command, "k" + index, Value(position.Keys[index], index < columns.Count ? columns[index].Kind : SqlValueKind.Text));
        if (position is { From: { } from, NullCursor: false }) Add(command, "from", Value(from, plan.Cursor!.Kind));
        Add(command, "limit", plan.PageSize);
    }

    private IReadOnlyList<SqlColumn> KeysOf(SqlCheckpoint position) => position.NullCursor ? plan.PrimaryKey : plan.Keys;

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private static object Value(JsonElement value, SqlValueKind kind) => value.ValueKind switch
    {
        JsonValueKind.Number when kind == SqlValueKind.Decimal => value.GetRawText(),
        JsonValueKind.Number when value.TryGetInt64(out var integer) => integer,
        JsonValueKind.Number when value.TryGetUInt64(out var large) => large,
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => value.ToString(),
    };

    // Pages are ordered by the cursor first, so the last row's value is the highest of its page.
    private static JsonElement? Higher(PageRows rows, SqlCheckpoint position) =>
        rows.LastCursor is { ValueKind: not JsonValueKind.Null } cursor ? cursor : position.Highest;

    private readonly record struct PageRows(int Count, IReadOnlyList<JsonElement>? LastKeys, JsonElement? LastCursor);
}
