using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Sql;

/// <summary>A SQL manifest opened against its database.</summary>
public sealed class SqlSource(SqlManifest manifest, ISqlDatabase database) : IOpenedSource
{
    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await SqlSession.OpenAsync(database, cancellationToken);
            var streams = await StreamsAsync(connection, cancellationToken);
            foreach (var stream in manifest.Streams) await PlanAsync(connection, stream, cursor: null, cancellationToken);
            return streams.Count > 0 ? new CheckResult(true, "") : new CheckResult(false, "The database shows this user no table. Grant SELECT or name tables under streams.");
        }
        catch (ConnectorException exception)
        {
            return new CheckResult(false, exception.Message);
        }
    }

    public async Task<IReadOnlyList<StreamDescriptor>> DiscoverAsync(CancellationToken cancellationToken)
    {
        await using var connection = await SqlSession.OpenAsync(database, cancellationToken);
        var descriptors = new List<StreamDescriptor>();
        foreach (var stream in await StreamsAsync(connection, cancellationToken))
        {
            var plan = await PlanAsync(connection, stream, stream.CursorField, cancellationToken);
            descriptors.Add(Describe(plan));
        }
        return descriptors;
    }

    public async IAsyncEnumerable<RecordPage> ReadAsync(StreamReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(request, cancellationToken);
        var start = request.ResumeFrom is { } bytes
            ? SqlCheckpoint.Parse(bytes, request.Stream)
            : new SqlCheckpoint(null, FromState(request, plan), FromState(request, plan), false, 0);
        var pages = new SqlStreamReader(database, plan).ReadAsync(start, request.MaxPages, cancellationToken);
        await foreach (var page in pages) yield return page;
    }

    private async Task<SqlStreamPlan> PlanAsync(StreamReadRequest request, CancellationToken cancellationToken)
    {
        await using var connection = await SqlSession.OpenAsync(database, cancellationToken);
        var streams = await StreamsAsync(connection, cancellationToken);
        var stream = streams.FirstOrDefault(stream => stream.Name == request.Stream)
            ?? throw new ConnectorException(FailureKind.Config, $"There is no stream '{request.Stream}'. Use one of: {string.Join(", ", streams.Select(each => each.Name))}.");
        return await PlanAsync(connection, stream, request.SyncMode == SyncMode.Incremental ? stream.CursorField : null, cancellationToken);
    }

    private async Task<IReadOnlyList<SqlStreamManifest>> StreamsAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (manifest.AllTablesOf.Count == 0) return manifest.Streams;
        var tables = await SqlSession.TablesAsync(database, connection, manifest.AllTablesOf, cancellationToken);
        var named = manifest.Streams.Select(stream => stream.Name).ToHashSet();
        var found = tables.Select(table => new SqlStreamManifest { Name = NameOf(table), Table = table });
        return [.. manifest.Streams, .. found.Where(stream => !named.Contains(stream.Name))];
    }

    // Tables of the default schema are streams by their own name; others keep theirs in front, so that no two collide.
    private string NameOf(string table) =>
        table.StartsWith(database.DefaultSchema + ".", StringComparison.Ordinal) ? table[(database.DefaultSchema.Length + 1)..] : table;

    private async Task<SqlStreamPlan> PlanAsync(DbConnection connection, SqlStreamManifest stream, string? cursor, CancellationToken cancellationToken)
    {
        var relation = stream.Query is not null ? SqlRelation.OfQuery(stream.Query, stream.Name) : SqlRelation.Of(stream.Table ?? stream.Name, database.DefaultSchema);
        var columns = await SqlSession.ColumnsAsync(database, connection, relation, cancellationToken);
        var key = stream.PrimaryKey ?? await SqlSession.PrimaryKeyAsync(database, connection, relation, cancellationToken);
        SqlColumn Column(string name) => columns.FirstOrDefault(column => column.Name == name)
            ?? throw new ConnectorException(FailureKind.Config, $"Stream {stream.Name} has no column '{name}'. Use one of: {string.Join(", ", columns.Select(column => column.Name))}.") { Stream = stream.Name };
        return new SqlStreamPlan
        {
            Name = stream.Name,
            Relation = relation,
            Columns = columns,
            PrimaryKey = [.. key.Select(Column)],
            Cursor = cursor is null ? null : Column(cursor),
            PageSize = stream.PageSize,
        };
    }

    private static JsonElement? FromState(StreamReadRequest request, SqlStreamPlan plan) =>
        plan.Cursor is not null && request.State is JsonObject state && state[plan.Cursor.Name] is { } value ? JsonSerializer.SerializeToElement(value) : null;

    private static StreamDescriptor Describe(SqlStreamPlan plan) => new()
    {
        Name = plan.Name,
        JsonSchema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["type"] = "object",
            ["properties"] = new JsonObject(plan.Columns.Select(column => KeyValuePair.Create<string, JsonNode?>(column.Name, column.JsonSchema()))),
        },
        PrimaryKey = [.. plan.PrimaryKey.Select(key => (IReadOnlyList<string>)[key.Name])],
        CursorField = plan.Cursor is null ? [] : [plan.Cursor.Name],
        SyncModes = plan.Cursor is null ? [SyncMode.FullRefresh] : [SyncMode.FullRefresh, SyncMode.Incremental],
    };
}
