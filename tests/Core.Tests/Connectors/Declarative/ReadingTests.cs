using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Supertrack.Core.Connectors;

namespace Supertrack.Core.Tests.Connectors.Declarative;

public sealed class ReadingTests
{
    private const string Selector = "record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}";

    private static string Paged(string paginator, string more = "") => SourceFixture.Manifest($"""
        retriever:
          type: SimpleRetriever
          {SourceFixture.Requester}
          {Selector}
          paginator:
            type: DefaultPaginator
            page_token_option: {"{type: RequestOption, inject_into: request_parameter, field_name: page}"}
            pagination_strategy: {paginator}
        {more}
        """);

    private static string Page(int from, int count) =>
        $"{{\"data\": [{string.Join(", ", Enumerable.Range(from, count).Select(id => $"{{\"id\": {id}}}"))}], \"next\": {from + count}}}";

    [Fact]
    public async Task Pages_end_with_one_that_is_not_full()
    {
        var transport = new ScriptedTransport(request => (200, request.Url.Contains("page=2", StringComparison.Ordinal) ? Page(2, 1) : Page(0, 2)));
        var read = await SourceFixture.ReadAsync(SourceFixture.Open(Paged("{type: PageIncrement, page_size: 2, start_from_page: 1}"), transport));
        Assert.Equal(["https://api.test/items", "https://api.test/items?page=2"], transport.Urls);
        Assert.Equal(["{\"id\": 0}", "{\"id\": 1}", "{\"id\": 2}"], read.Lines);
        Assert.True(read.State!["__ab_no_cursor_state_message"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_read_resumed_from_any_page_continues_with_the_next()
    {
        var manifest = Paged("{type: CursorPagination, cursor_value: \"{{ response['next'] }}\", stop_condition: \"{{ response['next'] >= 10 }}\"}", """
            transformations:
              - {type: AddFields, fields: [{type: AddedFieldDefinition, path: [twice], value: "{{ record['id'] * 2 }}"}]}
            """);
        ScriptedTransport Transport() => new(request => (200, Page(request.Url.Contains("page=", StringComparison.Ordinal) ? int.Parse(request.Url.Split("page=")[1], CultureInfo.InvariantCulture) : 0, 2)));
        var whole = await SourceFixture.ReadAsync(SourceFixture.Open(manifest, Transport()));
        Assert.Equal(10, whole.Lines.Count);
        Assert.Equal("""{"id":4,"twice":8}""", whole.Lines[4]);
        for (var page = 0; page < whole.Pages.Count; page++)
        {
            var rest = await SourceFixture.ReadAsync(SourceFixture.Open(manifest, Transport()), from: whole.Checkpoints[page]);
            Assert.Equal(whole.Pages.Skip(page + 1), rest.Pages);
        }
    }

    [Fact]
    public async Task Children_of_a_parent_resume_in_the_middle_of_a_slice()
    {
        const string manifest = """
            version: 6.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [items]}
            definitions:
              parent:
                type: DeclarativeStream
                name: parents
                retriever:
                  type: SimpleRetriever
                  requester: {type: HttpRequester, url_base: 'https://api.test', path: /parents}
                  record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
            streams:
              - type: DeclarativeStream
                name: items
                incremental_sync:
                  type: DatetimeBasedCursor
                  cursor_field: at
                  datetime_format: "%Y-%m-%d"
                  start_datetime: "2025-03-08"
                retriever:
                  type: SimpleRetriever
                  requester: {type: HttpRequester, url_base: 'https://api.test', path: "/parents/{{ stream_partition.parent_id }}/items"}
                  record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
                  partition_router:
                    type: SubstreamPartitionRouter
                    parent_stream_configs:
                      - {type: ParentStreamConfig, stream: {$ref: "#/definitions/parent"}, parent_key: id, partition_field: parent_id}
                  paginator:
                    type: DefaultPaginator
                    page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
                    pagination_strategy: {type: PageIncrement, page_size: 1}
            """;
        ScriptedTransport Transport() => new(request => (200,
            request.Url.EndsWith("/parents", StringComparison.Ordinal) ? """[{"id": 1}, {"id": 2}, {"id": 3}]"""
            : request.Url.Contains("page=2", StringComparison.Ordinal) ? "[]"
            : $$"""[{"of": "{{request.Url}}", "at": "2025-03-09"}]"""));
        var whole = await SourceFixture.ReadAsync(SourceFixture.Open(manifest, Transport()));
        Assert.Equal(6, whole.Lines.Count);
        Assert.Equal("2025-03-09", whole.State!["states"]![1]!["cursor"]!["at"]!.GetValue<string>());
        for (var page = 0; page < whole.Pages.Count; page++)
        {
            var transport = Transport();
            var rest = await SourceFixture.ReadAsync(SourceFixture.Open(manifest, transport), from: whole.Checkpoints[page]);
            Assert.Equal(whole.Pages.Skip(page + 1), rest.Pages);
            Assert.DoesNotContain("https://api.test/parents", transport.Urls);
            Assert.Equal(page == whole.Pages.Count - 1 ? null : whole.State.ToJsonString(), rest.State?.ToJsonString());
        }
    }

    [Fact]
    public async Task An_incremental_read_starts_where_the_state_ends_and_divides_by_step()
    {
        var manifest = SourceFixture.Manifest($$$"""
            incremental_sync:
              type: DatetimeBasedCursor
              cursor_field: at
              datetime_format: "%Y-%m-%dT%H:%M:%SZ"
              start_datetime: "2025-01-01T00:00:00Z"
              end_datetime: "{{ now_utc().strftime('%Y-%m-%dT%H:%M:%SZ') }}"
              step: P1D
              cursor_granularity: PT1S
              start_time_option: {type: RequestOption, inject_into: request_parameter, field_name: from}
              end_time_option: {type: RequestOption, inject_into: request_parameter, field_name: to}
            retriever:
              type: SimpleRetriever
              {{{SourceFixture.Requester}}}
              {{{Selector}}}
            """);
        var transport = new ScriptedTransport(_ => (200, """{"data": [{"id": 1, "at": "2025-03-10T06:00:00Z"}]}"""));
        var read = await SourceFixture.ReadAsync(SourceFixture.Open(manifest, transport), state: new JsonObject { ["at"] = "2025-03-09T00:00:00Z" });
        Assert.Equal(
            ["https://api.test/items?from=2025-03-09T00%3A00%3A00Z&to=2025-03-09T23%3A59%3A59Z", "https://api.test/items?from=2025-03-10T00%3A00%3A00Z&to=2025-03-10T12%3A00%3A00Z"],
            transport.Urls);
        Assert.Equal("""{"at":"2025-03-10T06:00:00Z"}""", read.State!.ToJsonString());
    }

    [Theory]
    [InlineData(410, 1)]
    [InlineData(422, 1)]
    [InlineData(423, 6)]
    public async Task A_refusal_that_nobody_wrote_down_ends_the_read_at_once_where_repairs_look_at_it(int status, int requests)
    {
        var transport = new ScriptedTransport(_ => (status, "{}"));
        var clock = new FakeTimeProvider();
        var source = SourceFixture.Open(Paged("{type: PageIncrement, page_size: 2}"), transport, clock: clock, options: new SourceOptions { StopAtUnknownRefusals = true });
        var reading = SourceFixture.ReadAsync(source);
        while (!reading.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        await Assert.ThrowsAsync<ConnectorException>(() => reading);
        Assert.Equal(requests, transport.Requests.Count);
    }

    [Fact]
    public async Task A_server_fault_is_repeated_and_a_refusal_is_not()
    {
        var clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.Zero };
        var calls = 0;
        var transport = new ScriptedTransport(_ => ++calls < 3 ? (503, "") : (200, """{"data": [{"id": 1}]}"""));
        var reading = SourceFixture.ReadAsync(SourceFixture.Open(Paged("{type: PageIncrement, page_size: 2}"), transport, clock: clock));
        while (!reading.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        Assert.Single((await reading).Lines);
        var refused = new ScriptedTransport(_ => (403, """{"message": "no such scope"}"""));
        var exception = await Assert.ThrowsAsync<ConnectorException>(() => SourceFixture.ReadAsync(SourceFixture.Open(Paged("{type: PageIncrement}"), refused)));
        Assert.Equal(FailureKind.Config, exception.Kind);
        Assert.Equal(403, exception.Status);
        Assert.Contains("no such scope", exception.Message, StringComparison.Ordinal);
        Assert.Single(refused.Requests);
    }

    [Theory]
    [InlineData("""{"data": [{"id": 1}""")]
    [InlineData("<html>login</html>")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"other": 1}""")]
    public async Task A_body_without_records_gives_none(string body)
    {
        var read = await SourceFixture.ReadAsync(SourceFixture.Open(Paged("{type: PageIncrement, page_size: 5}"), new ScriptedTransport(_ => (200, body))));
        Assert.Empty(read.Lines);
    }

    [Fact]
    public async Task Records_spread_over_lines_become_one_line_each()
    {
        var read = await SourceFixture.ReadAsync(SourceFixture.Open(Paged("{type: PageIncrement, page_size: 5}"), new ScriptedTransport(_ => (200, "{\"data\": [\n{\n\"id\": 1,\n\"text\": \"a\\nb\"}\n]}"))));
        Assert.Equal("""{"id":1,"text":"a\nb"}""", Assert.Single(read.Lines));
    }

    [Fact]
    public async Task Secrets_stay_out_of_errors()
    {
        var manifest = SourceFixture.Manifest($$$"""
            retriever:
              type: SimpleRetriever
              requester:
                type: HttpRequester
                url_base: https://api.test
                path: items
                authenticator: {type: ApiKeyAuthenticator, api_token: "{{ config['key'] }}", inject_into: {type: RequestOption, inject_into: request_parameter, field_name: key}}
              {{{Selector}}}
            """);
        var transport = new ScriptedTransport(request => (401, $"{{\"message\": \"bad key in {request.Url}\"}}"));
        var exception = await Assert.ThrowsAsync<ConnectorException>(() => SourceFixture.ReadAsync(SourceFixture.Open(manifest, transport, new JsonObject { ["key"] = "s3cr3t-value" })));
        Assert.DoesNotContain("s3cr3t", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", exception.ResponseBody, StringComparison.Ordinal);
    }
}
