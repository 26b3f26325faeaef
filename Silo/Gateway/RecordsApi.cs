using System.Buffers;
using System.Text.Json;
using Supertrack.Core.Storage;
using Supertrack.Grains;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Silo.Access;

namespace Supertrack.Silo.Gateway;

internal static class RecordsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/tenants/{tenant}/datasets", DatasetsAsync).WithTags("Records").WithName("listDatasets");
        api.MapGet("/tenants/{tenant}/connectors/{connector}/streams/{stream}/records", RecordsAsync).WithTags("Records").WithName("listRecords");
    }

    private static async Task<IResult> DatasetsAsync(string tenant, IWarehouse warehouse, HttpContext context)
    {
        CallerAuthentication.Require(context, tenant, Role.Viewer);
        var found = await warehouse.ListAsync(tenant, context.RequestAborted);
        var items = found.Select(dataset => new DatasetView(
            dataset.Dataset.Connector, dataset.Dataset.Stream, dataset.Table, dataset.Location, dataset.Rows,
            dataset.Position.State is { } state ? JsonElement.Parse(state) : null,
            [.. dataset.Columns.Select(column => new ColumnView(column.Name, column.Property, column.Type.ToString().ToLowerInvariant()))]));
        return Results.Json(new { Items = items }, ViewJson.Options);
    }

    private static async Task<IResult> RecordsAsync(
        string tenant, string connector, string stream, int? limit, string? cursor, string? sort, string[]? fields, IWarehouse warehouse, HttpContext context)
    {
        CallerAuthentication.Require(context, tenant, Role.Viewer);
        var dataset = new DatasetId(tenant, connector, stream);
        var query = new RecordQuery
        {
            Filters = RecordFilters.Read(context.Request.Query),
            SortBy = sort?.TrimStart('-') is { Length: > 0 } name ? name : null,
            Descending = sort?.StartsWith('-') ?? false,
            Fields = [.. (fields ?? []).SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
            After = Cursor.Record(cursor),
            Limit = Cursor.Limit(limit, otherwise: 100),
        };
        var slice = await warehouse.QueryAsync(dataset, query, context.RequestAborted)
            ?? throw new NotFoundException($"Nothing is stored of stream '{stream}' of connector {connector}. Start a run first.");
        return Results.Bytes(Body(slice), "application/json");
    }

    private static ReadOnlyMemory<byte> Body(RecordSlice slice)
    {
        var output = new ArrayBufferWriter<byte>(slice.Lines.Length + 256);
        output.Write("{\"items\":["u8);
        var lines = slice.Lines.Span.TrimEnd((byte)'\n');
        foreach (var range in lines.Split((byte)'\n'))
        {
            if (lines[range].IsEmpty)
                continue;
            if (range.Start.Value > 0)
                output.Write(","u8);
            output.Write(lines[range]);
        }
        output.Write(slice.More ? System.Text.Encoding.ASCII.GetBytes($"],\"next\":\"{Cursor.Of(new RecordPlace(slice.Last, slice.LastKey))}\"}}") : "]}"u8);
        return output.WrittenMemory;
    }

    private sealed record ColumnView(string Name, string Property, string Type);

    private sealed record DatasetView(
        string Connector, string Stream, string Table, string Location, long Rows, JsonElement? State, IReadOnlyList<ColumnView> Columns);
}
