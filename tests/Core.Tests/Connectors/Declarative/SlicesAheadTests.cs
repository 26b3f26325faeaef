using System.Collections.Concurrent;
using System.Text;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Tests.Connectors.Declarative;

public sealed class SlicesAheadTests
{
    private static readonly string Parts = SourceFixture.Manifest("""
        incremental_sync: {type: DatetimeBasedCursor, cursor_field: at, datetime_format: "%Y-%m-%d", start_datetime: "2025-03-01", step: P3D, cursor_granularity: P1D}
        retriever:
          type: SimpleRetriever
          requester: {type: HttpRequester, url_base: 'https://api.test', path: "/{{ stream_partition.part }}/{{ stream_interval.start_time }}"}
          record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
          partition_router: {type: ListPartitionRouter, cursor_field: part, values: [a, b, c, d, e]}
          paginator:
            type: DefaultPaginator
            page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
            pagination_strategy: {type: PageIncrement, page_size: 1, start_from_page: 1}
        """) + "\nconcurrency_level: {type: ConcurrencyLevel, default_concurrency: \"{{ config['n'] }}\", max_concurrency: 3}\n";

    private static string Answer(HttpExchangeRequest request) =>
        request.Url.Contains("page=3", StringComparison.Ordinal) ? """{"data": []}""" : $$"""{"data": [{"id": "{{new Uri(request.Url).PathAndQuery}}", "at": "2025-03-02"}]}""";

    private static OpenedSource Open(IHttpTransport transport, int width) =>
        SourceFixture.Open(Parts, transport, new() { ["n"] = width }, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(SourceFixture.Clock.GetUtcNow()));

    [Fact]
    public async Task Pages_come_in_the_order_of_the_slices_however_many_are_read_at_once()
    {
        var alone = await SourceFixture.ReadAsync(Open(new SlowTransport(Answer), 1));
        var together = await SourceFixture.ReadAsync(Open(new SlowTransport(Answer), 3));
        Assert.Equal(61, alone.Pages.Count);
        Assert.Equal(alone.Pages, together.Pages);
        Assert.Equal(alone.State!.ToJsonString(), together.State!.ToJsonString());
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(3, 1)]
    [InlineData(1, 3)]
    public async Task A_read_resumed_from_any_page_neither_loses_nor_repeats_one(int width, int later)
    {
        var whole = await SourceFixture.ReadAsync(Open(new SlowTransport(Answer), width));
        for (var page = 0; page < whole.Pages.Count - 1; page += 5)
        {
            var rest = await SourceFixture.ReadAsync(Open(new SlowTransport(Answer), later), from: whole.Checkpoints[page]);
            Assert.Equal(whole.Pages.Skip(page + 1), rest.Pages);
            Assert.Equal(whole.State!.ToJsonString(), rest.State!.ToJsonString());
        }
    }

    [Fact]
    public async Task No_more_slices_are_read_at_once_than_the_manifest_says()
    {
        var transport = new SlowTransport(Answer);
        await SourceFixture.ReadAsync(Open(transport, 50));
        Assert.InRange(transport.MostAtOnce, 2, 3);
    }

    [Fact]
    public async Task A_slice_that_fails_is_told_after_the_pages_of_those_before_it()
    {
        var transport = new SlowTransport(request => request.Url.Contains("/b/", StringComparison.Ordinal) ? throw new HttpTransportException(TransportFailure.Refused, "not allowed") : Answer(request));
        var pages = 0;
        var failure = await Assert.ThrowsAsync<ConnectorException>(async () =>
        {
            await foreach (var page in Open(transport, 3).ReadAsync(new StreamReadRequest { Stream = "items" }, CancellationToken.None)) pages++;
        });
        Assert.Equal(12, pages);
        Assert.Contains("\"part\":\"b\"", failure.Slice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slices_side_by_side_log_in_once()
    {
        var manifest = Parts.Replace("path: \"/{{", "authenticator: {type: OAuthAuthenticator, token_refresh_endpoint: 'https://api.test/token', client_id: i, client_secret: s, refresh_token: r}, path: \"/{{", StringComparison.Ordinal);
        var transport = new SlowTransport(request => request.Url.EndsWith("/token", StringComparison.Ordinal) ? """{"access_token": "t", "expires_in": 3600}""" : Answer(request));
        await SourceFixture.ReadAsync(SourceFixture.Open(manifest, transport, new() { ["n"] = 3 }));
        Assert.Single(transport.Urls, url => url.EndsWith("/token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reader_that_stops_stops_what_is_read_ahead()
    {
        var blocked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var transport = new SlowTransport(Answer) { Blocks = url => url.Contains("/2025-03-04", StringComparison.Ordinal), Blocked = blocked };
        await foreach (var page in Open(transport, 3).ReadAsync(new StreamReadRequest { Stream = "items" }, CancellationToken.None)) break;
        await blocked.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>Answers after others had a chance to ask.</summary>
    private sealed class SlowTransport(Func<HttpExchangeRequest, string> answer) : IHttpTransport
    {
        private readonly ConcurrentQueue<string> _urls = new();
        private int _now;
        private int _most;

        public int MostAtOnce => Volatile.Read(ref _most);

        public IEnumerable<string> Urls => _urls;

        public Func<string, bool> Blocks { get; init; } = _ => false;

        /// <summary>Completes when a request that blocks was given up.</summary>
        public TaskCompletionSource? Blocked { get; init; }

        public async Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
        {
            _urls.Enqueue(request.Url);
            var now = Interlocked.Increment(ref _now);
            for (var most = MostAtOnce; now > most && Interlocked.CompareExchange(ref _most, now, most) != most; most = MostAtOnce)
            {
                // Another request raised it meanwhile.
            }
            try
            {
                if (Blocks(request.Url)) await Task.Delay(Timeout.Infinite, cancellationToken);
                for (var i = 0; i < 5; i++) await Task.Yield();
                return new HttpExchangeResponse { Status = 200, Body = new MemoryStream(Encoding.UTF8.GetBytes(answer(request))) };
            }
            catch (OperationCanceledException)
            {
                Blocked?.TrySetResult();
                throw;
            }
            finally
            {
                Interlocked.Decrement(ref _now);
            }
        }
    }
}
