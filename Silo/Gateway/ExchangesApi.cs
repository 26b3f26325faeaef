using System.Globalization;
using System.Text.Json;
using Supertrack.Core.Connectors.Recordings;
using Supertrack.Core.Storage;
using Supertrack.Grains;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Silo.Access;

namespace Supertrack.Silo.Gateway;

/// <summary>The last good exchanges of a connector's streams, by run and page, as lists and as cassettes; and manifests tried on them.</summary>
internal static class ExchangesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var connector = api.MapGroup("/tenants/{tenant}/connectors/{connector}").WithTags("Recordings");
        connector.MapGet("/recordings", RecordingsAsync).WithName("listRecordings");
        connector.MapGet("/streams/{stream}/recordings/{run}/exchanges", ExchangesAsync).WithName("listExchanges");
        connector.MapGet("/streams/{stream}/recordings/{run}/cassette", CassetteAsync).WithName("getCassette").Produces<string>(200, "application/x-ndjson");
        connector.MapPost("/verify", VerifyAsync).WithName("verifyConnector").Produces<VerificationView>();
    }

    private static async Task<IResult> RecordingsAsync(string tenant, string connector, string? stream, IGrainFactory grains, IRecordings recordings, HttpContext context)
    {
        CallerAuthentication.Require(context, tenant, Role.Operator);
        var view = await ConnectorsApi.Grain(grains, tenant, connector).GetAsync();
        var items = new List<RecordingView>();
        foreach (var one in view.Streams.Where(one => stream is null || one.Name == stream))
        {
            foreach (var info in await recordings.ListAsync(new DatasetId(tenant, connector, one.Name), context.RequestAborted))
                items.Add(new RecordingView(one.Name, Number(info.Run), DateTimeOffset.FromUnixTimeMilliseconds(info.Run), info.Pages, info.Exchanges, info.Bytes, info.Records));
        }
        return Results.Json(new { Items = items }, ViewJson.Options);
    }

    private static async Task<IResult> ExchangesAsync(
        string tenant, string connector, string stream, string run, int? page, IRecordings recordings, HttpContext context)
    {
        CallerAuthentication.Require(context, tenant, Role.Operator);
        var (number, lines) = await FindAsync(tenant, connector, stream, run, recordings, context.RequestAborted);
        using var source = new MemoryStream(lines.ToArray(), writable: false);
        var found = await RecordedStream.ReadAsync(source, $"recording of {stream}", context.RequestAborted);
        var items = found.SelectMany(one => one.Exchanges).Where(one => page is null || one.Page == page)
            .Select(one => new ExchangeView(stream, Number(number), one.Page, one.Method, one.Url, one.Status, one.Response.Length, Body(one.Response)));
        return Results.Json(new { Items = items }, ViewJson.Options);
    }

    private static async Task<IResult> CassetteAsync(string tenant, string connector, string stream, string run, IRecordings recordings, HttpContext context)
    {
        CallerAuthentication.Require(context, tenant, Role.Operator);
        var (number, lines) = await FindAsync(tenant, connector, stream, run, recordings, context.RequestAborted);
        return Results.Bytes(lines, "application/x-ndjson", $"{connector}-{ColumnNames.Normalise(stream)}-{Number(number)}.jsonl");
    }

    private static async Task<IResult> VerifyAsync(string tenant, string connector, VerifyBody? body, IGrainFactory grains, HttpContext context) =>
        Answers.Ok(context, await ConnectorsApi.Grain(grains, tenant, connector).VerifyAsync(body?.Text()));

    private static async Task<(long Run, ReadOnlyMemory<byte> Lines)> FindAsync(
        string tenant, string connector, string stream, string run, IRecordings recordings, CancellationToken cancellationToken)
    {
        var dataset = new DatasetId(tenant, Identifier.Require(connector, "Connector"), stream);
        var number = run != "latest" ? long.TryParse(run, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0
            : await recordings.ListAsync(dataset, cancellationToken) is [var newest, ..] ? newest.Run : 0;
        var lines = await recordings.ReadAsync(dataset, number, cancellationToken);
        return lines is { } found ? (number, found)
            : throw new NotFoundException($"Connector {connector} has no recording '{run}' of stream '{stream}'. GET .../recordings lists those there are.");
    }

    private static string Number(long run) => run.ToString(CultureInfo.InvariantCulture);

    private static JsonElement? Body(ReadOnlyMemory<byte> response)
    {
        try
        {
            return response.IsEmpty ? null : JsonElement.Parse(response.Span);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(System.Text.Encoding.UTF8.GetString(response.Span));
        }
    }

    private sealed record RecordingView(string Stream, string Run, DateTimeOffset StartedAt, long Pages, int Exchanges, long Bytes, long Records);

    private sealed record ExchangeView(string Stream, string Run, long Page, string Method, string Url, int Status, int Bytes, JsonElement? Response);
}
