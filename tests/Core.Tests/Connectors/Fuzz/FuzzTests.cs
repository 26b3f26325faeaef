using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Tests.Connectors.Declarative;

namespace Supertrack.Core.Tests.Connectors.Fuzz;

/// <summary>
/// Damaged manifests, templates and bodies: each read ends with records or with a clear error of ours, in bounded time and memory. Another exception,
/// or none within a minute, fails the test and names the seed.
/// </summary>
public sealed class FuzzTests
{
    private const string Manifest = """
        version: 6.0.0
        type: DeclarativeSource
        check: {type: CheckStream, stream_names: [items]}
        definitions:
          requester: {type: HttpRequester, url_base: "https://api.test", path: "/items/{{ stream_partition.part }}", http_method: GET}
          selector:
            type: RecordSelector
            extractor: {type: DpathExtractor, field_path: [data, "*"]}
            record_filter: {type: RecordFilter, condition: "{{ record.id != config['skip'] }}"}
            schema_normalization: Default
        streams:
          - type: DeclarativeStream
            name: items
            primary_key: [id]
            $parameters: {name: items, size: 2}
            incremental_sync:
              type: DatetimeBasedCursor
              cursor_field: at
              datetime_format: "%Y-%m-%dT%H:%M:%SZ"
              cursor_datetime_formats: ["%s", "%Y-%m-%d"]
              start_datetime: {type: MinMaxDatetime, datetime: "{{ config['start'] }}", datetime_format: "%Y-%m-%d", min_datetime: "2025-01-01"}
              end_datetime: "{{ now_utc().strftime('%Y-%m-%dT%H:%M:%SZ') }}"
              step: P30D
              cursor_granularity: PT1S
              lookback_window: P1D
              start_time_option: {type: RequestOption, inject_into: request_parameter, field_name: since}
            retriever:
              type: SimpleRetriever
              requester:
                $ref: "#/definitions/requester"
                request_parameters: {size: "{{ parameters['size'] }}", list: "{{ [1, 2] }}"}
                authenticator: {type: ApiKeyAuthenticator, api_token: "{{ config['key'] }}", inject_into: {type: RequestOption, inject_into: header, field_name: X-Key}}
                error_handler:
                  type: CompositeErrorHandler
                  error_handlers:
                    - type: DefaultErrorHandler
                      max_retries: 1
                      response_filters: [{type: HttpResponseFilter, http_codes: [404], action: IGNORE}, {type: HttpResponseFilter, predicate: "{{ 'error' in response }}", action: FAIL, error_message: "{{ response.error }}"}]
                      backoff_strategies: [{type: ConstantBackoffStrategy, backoff_time_in_seconds: 0.01}]
              record_selector: {$ref: "#/definitions/selector"}
              partition_router: {type: ListPartitionRouter, cursor_field: part, values: [a, b]}
              paginator:
                type: DefaultPaginator
                page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
                pagination_strategy: {type: CursorPagination, cursor_value: "{{ response['next'] }}", stop_condition: "{{ not response.get('next') }}", page_size: 2}
            transformations:
              - {type: AddFields, fields: [{type: AddedFieldDefinition, path: [more, deep], value: "{{ record['id'] ~ '-' ~ stream_partition.part }}", value_type: string}]}
              - {type: RemoveFields, field_pointers: [[secret], [nested, "*"]]}
              - {type: FlattenFields}
            schema_loader: {type: InlineSchemaLoader, schema: {type: object, properties: {id: {type: integer}, at: {type: [string, "null"]}}}}
        spec: {type: Spec, connection_specification: {type: object, properties: {key: {type: string, airbyte_secret: true}}}}
        """;

    private const string Body = """{"data": {"x": {"id": 1, "at": "2025-02-03T04:05:06Z", "nested": {"a": [1, 2.5, "ü\u00e9"]}, "secret": null}, "y": {"id": "2", "at": "2025-02-04"}}, "next": null}""";

    private static readonly JsonObject Config = new() { ["start"] = "2025-02-01", ["key"] = "k-12345", ["skip"] = 9 };

    [Fact]
    public Task Damaged_manifests_end_in_records_or_a_clear_error() => ManyAsync(700, random =>
        ReadAsync(Mutations.Of(Manifest, random), Encoding.UTF8.GetBytes(Body)));

    [Fact]
    public Task Damaged_bodies_end_in_records_or_a_clear_error() => ManyAsync(700, random =>
        ReadAsync(Manifest, Mutations.Of(Encoding.UTF8.GetBytes(Body), random)));

    [Theory]
    [InlineData("{type: CsvDecoder}", "")]
    [InlineData("{type: CsvDecoder, delimiter: ';', encoding: utf-16}", "")]
    [InlineData("{type: JsonlDecoder}", "")]
    [InlineData("{type: XmlDecoder}", "root, item")]
    [InlineData("{type: IterableDecoder}", "")]
    [InlineData("{type: GzipDecoder, decoder: {type: CsvDecoder}}", "")]
    [InlineData("{type: GzipDecoder, decoder: {type: JsonlDecoder}}", "")]
    [InlineData("{type: ZipfileDecoder, decoder: {type: CsvDecoder}}", "")]
    [InlineData("{type: JsonItemsDecoder, items_path: a.b}", "")]
    public Task Damaged_files_end_in_records_or_a_clear_error(string decoder, string path) => ManyAsync(150, random => ReadAsync(
        SourceFixture.Manifest($"retriever: {{type: SimpleRetriever, decoder: {decoder}, {SourceFixture.Requester}, record_selector: {{type: RecordSelector, extractor: {{type: DpathExtractor, field_path: [{path}]}}}}}}"),
        Mutations.Of(Sample(decoder), random)));

    [Fact]
    public Task Damaged_templates_end_in_a_value_or_a_clear_error() => ManyAsync(4_000, random =>
    {
        string[] parts = ["{{ record['id'] }}", "{{ record.list | join(',') | upper }}", "{% for x in record.list %}{{ x * 2 }}{% endfor %}", "{{ now_utc() - duration('P1D') }}", "{{ '%s' % record.name }}",
            "{{ record | tojson }}", "{% set a = [1, 2] %}{{ a[0:1] }}", "{{ record.name.replace('a', 'b')[::-1] }}", "{{ 2 ** 10 // 3 % 7 }}", "{{ record.date | string | regex_search('([0-9]+)') }}", "{{ format_datetime(record.date, '%d') }}",
            "{% if record.id > 1 and not record.none %}x{% else %}y{% endif %}", "{{ '{:>10}'.format(record.id) }}", "{{ record.list | map('int') | sum }}", "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1) }}"];
        var template = Mutations.Of(string.Concat(Enumerable.Range(0, random.Next(1, 3)).Select(_ => parts[random.Next(parts.Length)])), random);
        var context = new EvaluationContext(Value.From(Config), SourceFixture.Clock, new ExpressionLimits { Steps = 20_000, Characters = 200_000 });
        context["record"] = Value.Parse("""{"id": 5, "name": "banana", "list": ["1", "2"], "date": "2025-02-03T04:05:06Z", "none": null}""");
        try
        {
            Template.Compile(template).EvaluateString(context);
        }
        catch (ExpressionException problem)
        {
            Assert.NotEmpty(problem.Message);
        }
        return Task.CompletedTask;
    });

    [Fact]
    public Task A_field_of_bytes_is_what_it_is_once_they_are_read() => ManyAsync(3_000, random =>
    {
        var json = Encoding.UTF8.GetBytes(RandomJson(random, 0));
        var lazy = Value.Parse(json);
        var read = Value.From(JsonNode.Parse(json)!);
        foreach (var name in new[] { "a", "b", "ab", "\u00e9", "", "c" })
        {
            var context = new EvaluationContext(Value.From(Config), SourceFixture.Clock);
            context["name"] = Value.From(name);
            context["record"] = lazy;
            var found = Template.Compile("{{ record[name] }}").Evaluate(context).ToString();
            context["record"] = read;
            Assert.Equal(Template.Compile("{{ record[name] }}").Evaluate(context).ToString(), found);
        }
        return Task.CompletedTask;
    });

    private static string RandomJson(Random random, int depth)
    {
        string[] names = ["\"a\"", "\"b\"", "\"ab\"", "\"\u00e9\"", "\"\"", "\"\\u0061\"", "\"a\\\"\""];
        string[] scalars = ["1", "-2.5e3", "true", "null", "\"\"", "\"x\\\\\"", "\"}],{\\\"\"", "12345678901234567890", "\"\\u00e9 ü\"", "[]", "{}"];
        string Item() => depth < 4 && random.Next(3) == 0
            ? random.Next(2) == 0 ? RandomJson(random, depth + 1) : $"[{string.Join(',', Enumerable.Range(0, random.Next(3)).Select(_ => RandomJson(random, depth + 1)))}]"
            : scalars[random.Next(scalars.Length)];
        var blank = random.Next(3) == 0 ? " \n" : "";
        var used = names.OrderBy(_ => random.Next()).DistinctBy(name => JsonNode.Parse(name)!.GetValue<string>()).Take(random.Next(5));
        return "{" + blank + string.Join("," + blank, used.Select(name => $"{name}{blank}:{blank}{Item()}")) + blank + "}";
    }

    private static byte[] Sample(string decoder)
    {
        var csv = "id;n,m\n1;\"a, \"\"b\"\"\nc\",x\n2;,\n";
        if (decoder.Contains("utf-16", StringComparison.Ordinal)) return Encoding.Unicode.GetBytes(csv);
        if (decoder.Contains("Zipfile", StringComparison.Ordinal)) return Zip(csv);
        var text = decoder.Contains("Csv", StringComparison.Ordinal) || decoder.Contains("Iterable", StringComparison.Ordinal) ? csv
            : decoder.Contains("Xml", StringComparison.Ordinal) ? "<?xml version=\"1.0\"?><root a=\"1\"><item><id>1</id></item><item><![CDATA[x]]></item></root>"
            : decoder.Contains("Items", StringComparison.Ordinal) ? """{"a": {"b": [{"id": 1}, {"id": 2}]}}""" : "{\"id\": 1}\n{\"id\": 2}\n";
        var bytes = Encoding.UTF8.GetBytes(text);
        if (!decoder.Contains("Gzip", StringComparison.Ordinal)) return bytes;
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest)) gzip.Write(bytes);
        return output.ToArray();
    }

    private static byte[] Zip(string text)
    {
        using var output = new MemoryStream();
        using (var archive = new ZipArchive(output, ZipArchiveMode.Create))
        {
            using var entry = archive.CreateEntry("a.csv").Open();
            entry.Write(Encoding.UTF8.GetBytes(text));
        }
        return output.ToArray();
    }

    private static async Task ManyAsync(int cases, Func<Random, Task> run)
    {
        var failures = new List<string>();
        for (var seed = 1; seed <= cases && failures.Count < 8; seed++)
        {
            try
            {
                await Task.Run(() => run(new Random(seed))).WaitAsync(TimeSpan.FromSeconds(60));
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                failures.Add($"seed {seed}: {exception}");
            }
        }
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    private static async Task ReadAsync(string manifest, byte[] body)
    {
        try
        {
            var source = DeclarativeSource.Parse(manifest, "fuzz.yaml");
            source.Lint();
            var opened = source.Open((JsonObject)Config.DeepClone(), new OneAnswer(body), new ImpatientClock(), new SourceOptions { MaxBodyBytes = 1 << 20, MaxWait = TimeSpan.FromMinutes(1) });
            var stream = source.StreamNames.FirstOrDefault() ?? "items";
            await foreach (var page in opened.ReadAsync(new StreamReadRequest { Stream = stream, SyncMode = SyncMode.Incremental, MaxPages = 6 }, CancellationToken.None))
            {
                _ = page.Checkpoint;
                _ = page.State;
            }
        }
        catch (ConnectorException problem)
        {
            Assert.NotEmpty(problem.Message);
        }
    }

    private sealed class OneAnswer(byte[] body) : IHttpTransport
    {
        public Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpExchangeResponse { Status = 200, Headers = [KeyValuePair.Create("Content-Type", "application/json")], Body = new MemoryStream(body) });
    }

    /// <summary>Waits end at once.</summary>
    private sealed class ImpatientClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => SourceFixture.Clock.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
