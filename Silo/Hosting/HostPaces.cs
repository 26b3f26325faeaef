using System.Collections.Concurrent;
using System.Text.Json;
using Supertrack.Core.Connectors.Budgets;
using Supertrack.Core.Storage;
using Supertrack.Grains;

namespace Supertrack.Silo.Hosting;

/// <summary>Paces in the list of hosts, where people see them and every silo finds them; each silo asks again once a minute.</summary>
internal sealed class HostPaces(IReadModel lists, TimeProvider clock, ILogger<HostPaces> log) : IHostPaces
{
    public const string Kind = "host";
    private const int MostKnown = 10_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Tenant, string Host), Known> _known = new();

    public HostMeter Meter(string tenant, string host) => Entry(tenant, host).Meter;

    public async ValueTask<HostPace?> FindAsync(string tenant, string host, CancellationToken cancellationToken)
    {
        var known = Entry(tenant, host);
        if (known.ReadAt is { } at && clock.GetUtcNow() - at < Fresh)
            return known.Pace;
        try
        {
            known.ReadAt = clock.GetUtcNow();
            var document = await lists.FindAsync(Kind, tenant, host, cancellationToken);
            if (document is not null && JsonSerializer.Deserialize<HostView>(document.Body, ViewJson.Options) is { } view && (known.Pace is null || view.LimitedAt > known.Pace.LimitedAt))
                known.Pace = new HostPace { RequestsPerSecond = view.RequestsPerSecond, LimitedAt = view.LimitedAt, Refusals = view.Refusals };
        }
        catch (StorageException error)
        {
            // Without it the host itself says what it takes.
            HostLog.PaceNotKnown(log, error, tenant, host);
        }
        return known.Pace;
    }

    public async Task LimitedAsync(string tenant, string host, double sent, CancellationToken cancellationToken)
    {
        var known = Entry(tenant, host);
        var next = HostPace.Limited(known.Pace, sent, clock.GetUtcNow());
        if (ReferenceEquals(next, known.Pace))
            return;
        known.Pace = next;
        var view = new HostView(tenant, host, Math.Round(next.RequestsPerSecond, 3), next.LimitedAt, next.Refusals);
        try
        {
            await lists.PutAsync(new ReadDocument(Kind, tenant, host, "", next.LimitedAt.ToUnixTimeMilliseconds(), Active: false, ViewJson.Text(view)), cancellationToken);
        }
        catch (StorageException error)
        {
            HostLog.PaceNotKept(log, error, tenant, host);
        }
    }

    private Known Entry(string tenant, string host)
    {
        if (_known.TryGetValue((tenant, host), out var known))
            return known;
        if (_known.Count >= MostKnown)
            _known.Clear();
        return _known.GetOrAdd((tenant, host), _ => new Known());
    }

    private sealed class Known
    {
        public HostMeter Meter { get; } = new();

        public volatile HostPace? Pace;

        public DateTimeOffset? ReadAt { get; set; }
    }
}

/// <param name="RequestsPerSecond">The pace right after the last refusal; it grows by 2 % of it every minute, and is forgotten after a day without a refusal.</param>
/// <param name="LimitedAt">The last refusal (429) that changed it.</param>
/// <param name="Refusals">How many it was learned from.</param>
internal sealed record HostView(string Tenant, string Host, double RequestsPerSecond, DateTimeOffset LimitedAt, int Refusals);
