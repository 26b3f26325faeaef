using System.Text.Json;
using Supertrack.Core.Storage;
using Supertrack.Grains;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Interfaces.Notifications;
using Supertrack.Silo.Access;

namespace Supertrack.Silo.Gateway;

/// <summary>Who is told about incidents, and what is on its way to them.</summary>
internal static class NotificationsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var notifications = api.MapGroup("/tenants/{tenant}/notifications").WithTags("Notifications");
        notifications.MapGet("/channels", ListAsync).WithName("listChannels");
        notifications.MapGet("/channels/{channel}", GetAsync).WithName("getChannel").Produces<ChannelView>();
        notifications.MapPut("/channels/{channel}", SetAsync).WithName("setChannel").Produces<ChannelView>();
        notifications.MapDelete("/channels/{channel}", RemoveAsync).WithName("removeChannel").Produces(204);
        notifications.MapPost("/channels/{channel}/test", TestAsync).WithName("testChannel").Produces<TestOutcome>();
        notifications.MapGet("/deliveries", DeliveriesAsync).WithName("listDeliveries");
        notifications.MapPost("/deliveries/{delivery}/retry", RetryAsync).WithName("retryDelivery").Produces<DeliveryView>(202);
        notifications.MapDelete("/deliveries/{delivery}", DiscardAsync).WithName("discardDelivery").Produces(204);
    }

    private static async Task<ListView> ListAsync(string tenant, IGrainFactory grains) => new(Elements(await Grain(grains, tenant).ListChannelsAsync()), null);

    private static async Task<IResult> GetAsync(string tenant, string channel, IGrainFactory grains, HttpContext context) =>
        Tagged(context, await Grain(grains, tenant).GetChannelAsync(channel));

    private static async Task<IResult> SetAsync(string tenant, string channel, ChannelBody body, IGrainFactory grains, IReadModel lists, HttpContext context)
    {
        CallerAuthentication.Require(context, tenant, Role.Administrator);
        if (await lists.FindAsync("tenant", tenant, tenant, context.RequestAborted) is null)
            throw new NotFoundException($"There is no tenant {tenant}. Create it with POST /api/v1/tenants.");
        return Tagged(context, await Grain(grains, tenant).SetChannelAsync(channel, body.Settings(), Answers.IfMatch(context)));
    }

    private static async Task<IResult> RemoveAsync(string tenant, string channel, IGrainFactory grains)
    {
        await Grain(grains, tenant).RemoveChannelAsync(channel);
        return Results.NoContent();
    }

    private static async Task<IResult> TestAsync(string tenant, string channel, IGrainFactory grains, HttpContext context) =>
        Answers.Ok(context, await Grain(grains, tenant).TestChannelAsync(channel));

    private static async Task<ListView> DeliveriesAsync(string tenant, IGrainFactory grains) => new(Elements(await Grain(grains, tenant).ListDeliveriesAsync()), null);

    private static async Task<IResult> RetryAsync(string tenant, string delivery, IGrainFactory grains, HttpContext context) =>
        Answers.Accepted(context, $"/api/v1/tenants/{tenant}/notifications/deliveries", await Grain(grains, tenant).RetryDeliveryAsync(delivery));

    private static async Task<IResult> DiscardAsync(string tenant, string delivery, IGrainFactory grains)
    {
        await Grain(grains, tenant).DiscardDeliveryAsync(delivery);
        return Results.NoContent();
    }

    private static IResult Tagged(HttpContext context, ChannelView view) => Answers.Ok(context, view, view.Etag);

    private static List<JsonElement> Elements<T>(IEnumerable<T> views) => [.. views.Select(view => JsonSerializer.SerializeToElement(view, ViewJson.Options))];

    private static INotificationGrain Grain(IGrainFactory grains, string tenant) => grains.GetGrain<INotificationGrain>(tenant);
}
