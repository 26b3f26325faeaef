using System.Globalization;
using System.Text;
using Supertrack.Core.Storage;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Silo.Access;

namespace Supertrack.Silo.Gateway;

/// <summary>Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): new ones, or those after <c>Last-Event-ID</c>.</summary>
internal static class EventsApi
{
    private const int Batch = 200;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/tenants/{tenant}/events", WatchAsync).WithTags("Events").WithName("watchEvents").Produces<string>(200, "text/event-stream");

    private static async Task WatchAsync(string tenant, string? subject, IEventLog events, IHostApplicationLifetime lifetime, HttpContext context)
    {
        CallerAuthentication.Require(context, tenant, Role.Viewer);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.Headers.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        var given = context.Request.Headers["Last-Event-ID"].ToString();
        try
        {
            var after = long.TryParse(given, out var last) ? last : await events.LatestAsync(ending.Token);
            await context.Response.WriteAsync(": watching\n\n", ending.Token);
            while (true)
                after = await SendAsync(context.Response, events, tenant, subject, after, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The watcher left, or the silo stops: it will come back with Last-Event-ID.
        }
    }

    private static async Task<long> SendAsync(
        HttpResponse response, IEventLog events, string tenant, string? subject, long after, CancellationToken cancellationToken)
    {
        // Begun before reading, so that an event that comes in between ends the wait.
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wait = events.WaitAsync(Heartbeat, waiting.Token);
        var found = await events.ReadAsync(tenant, after, Batch, cancellationToken);
        if (found.Count == 0)
        {
            await response.WriteAsync(": still here\n\n", cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            await wait;
            return after;
        }
        var text = new StringBuilder();
        foreach (var one in found.Where(one => subject is null || one.Subject.StartsWith(subject, StringComparison.Ordinal)))
            text.Append(CultureInfo.InvariantCulture, $"id: {one.Id}\nevent: {one.Type}\ndata: {{\"subject\":\"{one.Subject}\",\"at\":\"{one.At:O}\",\"data\":{one.Data}}}\n\n");
        await response.WriteAsync(text.ToString(), cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        await waiting.CancelAsync();
        await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return found[^1].Id;
    }
}
