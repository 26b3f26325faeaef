using Microsoft.Extensions.Time.Testing;
using Supertrack.Core.Connectors.Budgets;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Tests.Connectors.Budgets;

public sealed class PacedTransportTests : IHttpTransport, IHostPaces
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly HostMeter _meter = new();
    private HostPace? _pace;
    private int _status = 200;
    private int _sent;

    [Fact]
    public async Task After_a_refusal_the_next_requests_wait_for_their_place_and_a_later_run_too()
    {
        for (var number = 0; number < 10; number++)
            await SendAsync();
        _status = 429;
        await SendAsync();
        Assert.NotNull(_pace);
        Assert.Equal(11 * 0.7, _pace.RequestsPerSecond, 1);
        _status = 200;
        await SendAsync();
        var next = SendAsync();
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(140));
        await next;
        Assert.Equal(13, _sent);
    }

    Task<HttpExchangeResponse> IHttpTransport.SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
    {
        _sent++;
        return Task.FromResult(new HttpExchangeResponse { Status = _status, Body = Stream.Null });
    }

    ValueTask<HostPace?> IHostPaces.FindAsync(string tenant, string host, CancellationToken cancellationToken) => ValueTask.FromResult(_pace);

    Task IHostPaces.LimitedAsync(string tenant, string host, double sent, CancellationToken cancellationToken)
    {
        _pace = HostPace.Limited(_pace, sent, _time.GetUtcNow());
        return Task.CompletedTask;
    }

    HostMeter IHostPaces.Meter(string tenant, string host) => _meter;

    // Every run opens a transport of its own.
    private Task SendAsync() => new PacedTransport(this, this, "acme", _time).SendAsync(new HttpExchangeRequest { Method = "GET", Url = "https://api.example.com/v1" }, CancellationToken.None);
}
