using System.Collections.Immutable;
using System.Text.Json;
using Supertrack.Grains;
using Supertrack.Grains.Interfaces.Streams;

namespace Supertrack.Silo.Gateway;

/// <summary>Events that their subscribers could not take.</summary>
internal static class DeadLettersApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var letters = api.MapGroup("/tenants/{tenant}/dead-letters").WithTags("Dead letters");
        letters.MapGet("/", ListAsync).WithName("listDeadLetters");
        letters.MapGet("/{id:long}", GetAsync).WithName("getDeadLetter").Produces<DeadLetterView>();
        letters.MapPost("/{id:long}/retry", RetryAsync).WithName("retryDeadLetter").Produces(204);
        letters.MapDelete("/{id:long}", DiscardAsync).WithName("discardDeadLetter").Produces(204);
    }

    private static async Task<ListView> ListAsync(string tenant, int? limit, string? cursor, IGrainFactory grains)
    {
        var wanted = Cursor.Limit(limit);
        var before = Cursor.Row(cursor) is > 0 and var last ? last : long.MaxValue;
        ImmutableArray<DeadLetterView> found = await Grain(grains, tenant).ListAsync(before, wanted + 1);
        var items = found.Take(wanted).Select(letter => JsonSerializer.SerializeToElement(letter, ViewJson.Options)).ToList();
        return new ListView(items, found.Length > wanted ? Cursor.Of(found[wanted - 1].Id) : null);
    }

    private static async Task<IResult> GetAsync(string tenant, long id, IGrainFactory grains, HttpContext context) =>
        Answers.Ok(context, await Grain(grains, tenant).GetAsync(id));

    private static async Task<IResult> RetryAsync(string tenant, long id, IGrainFactory grains)
    {
        await Grain(grains, tenant).RetryAsync(id);
        return Results.NoContent();
    }

    private static async Task<IResult> DiscardAsync(string tenant, long id, IGrainFactory grains)
    {
        await Grain(grains, tenant).DiscardAsync(id);
        return Results.NoContent();
    }

    private static IDeadLetterGrain Grain(IGrainFactory grains, string tenant) => grains.GetGrain<IDeadLetterGrain>(tenant);
}
