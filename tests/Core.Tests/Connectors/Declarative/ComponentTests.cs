using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Tests.Connectors.Declarative;

/// <summary>One small manifest for each component that the public reads use rarely or never.</summary>
public sealed class ComponentTests
{
    private const string Data = """{"data": [{"id": 1, "tags": ["a", "b"]}, {"id": 2, "tags": []}]}""";

    private static string Stream(string retriever, string more = "") => SourceFixture.Manifest($"retriever:\n  type: SimpleRetriever\n{Indent(retriever)}{(more.Length == 0 ? "" : "\n" + more)}");

    private static string Indent(string text) => string.Join('\n', text.Split('\n').Select(line => "  " + line));

    private static string Selector(string path = "[data]", string more = "") => $"record_selector: {{type: RecordSelector, extractor: {{type: DpathExtractor, field_path: {path}}}{more}}}";

    private static async Task<ReadResult> ReadAsync(string manifest, ScriptedTransport transport, JsonObject? config = null, JsonNode? state = null) =>
        await SourceFixture.ReadAsync(SourceFixture.Open(manifest, transport, config), state: state);

    private static ScriptedTransport Always(string body) => new(_ => (200, body));

    [Theory]
    [InlineData("{type: RemoveFields, field_pointers: [[tags]]}", """{"id":1}""")]
    [InlineData("{type: KeysReplace, old: i, new: o}", """{"od":1,"tags":["a","b"]}""")]
    [InlineData("{type: AddFields, fields: [{type: AddedFieldDefinition, path: [a, b], value: \"{{ record['tags'][0] }}\"}]}", """{"id":1,"tags":["a","b"],"a":{"b":"a"}}""")]
    [InlineData("{type: AddFields, fields: [{type: AddedFieldDefinition, path: [n], value: \"{{ record['id'] }}\", value_type: string}]}", """{"id":1,"tags":["a","b"],"n":"1"}""")]
    public async Task Transformations_change_records(string transformation, string first)
    {
        var read = await ReadAsync(Stream($"{SourceFixture.Requester}\n{Selector()}", $"transformations: [{transformation}]"), Always(Data));
        Assert.Equal(first, read.Lines[0]);
    }

    [Fact]
    public async Task Snake_case_lower_case_and_flattening_rename_as_the_format_says()
    {
        const string body = """{"data": [{"FirstName": "x", "inner": {"deepKey": 1}}]}""";
        async Task<string> With(string transformation) =>
            (await ReadAsync(Stream($"{SourceFixture.Requester}\n{Selector()}", $"transformations: [{transformation}]"), Always(body))).Lines[0];
        Assert.Equal("""{"first_name":"x","inner":{"deep_key":1}}""", await With("{type: KeysToSnakeCase}"));
        Assert.Equal("""{"firstname":"x","inner":{"deepKey":1}}""", await With("{type: KeysToLower}"));
        Assert.Equal("""{"FirstName":"x","inner":{"deepKey":1},"deepKey":1}""", await With("{type: DpathFlattenFields, field_path: [inner]}"));
        Assert.Equal("""{"p_deepKey":1}""", await With("{type: DpathFlattenFields, field_path: [inner], replace_record: true, key_transformation: {type: KeyTransformation, prefix: p_}}"));
    }

    [Fact]
    public async Task A_filter_keeps_what_its_condition_says()
    {
        var read = await ReadAsync(Stream($"{SourceFixture.Requester}\n{Selector(more: ", record_filter: {type: RecordFilter, condition: \"{{ record['id'] > 1 }}\"}")}"), Always(Data));
        Assert.Equal("""{"id": 2, "tags": []}""", Assert.Single(read.Lines));
    }

    [Fact]
    public async Task Wildcards_and_the_expander_find_records_deeper()
    {
        var wild = await ReadAsync(Stream($"{SourceFixture.Requester}\n{Selector("[data, '*', id]", "")}"), Always("""{"data": [{"id": {"n": 1}}, {"id": {"n": 2}}]}"""));
        Assert.Equal(2, wild.Lines.Count);
        var expanded = await ReadAsync(
            Stream($"{SourceFixture.Requester}\nrecord_selector: {{type: RecordSelector, extractor: {{type: DpathExtractor, field_path: [data], record_expander: {{type: RecordExpander, expand_records_from_field: [tags], remain_original_record: true}}}}}}"),
            Always("""{"data": [{"id": 1, "tags": [{"t": "a"}]}]}"""));
        Assert.Equal("""{"t":"a","original_record":{"id":1,"tags":[{"t":"a"}]}}""", Assert.Single(expanded.Lines));
    }

    [Fact]
    public async Task Normalization_converts_to_the_schema()
    {
        var manifest = Stream(
            $"{SourceFixture.Requester}\n{Selector(more: ", schema_normalization: Default")}",
            "schema_loader: {type: InlineSchemaLoader, schema: {type: object, properties: {id: {type: [\"null\", string]}, n: {type: integer}, f: {type: number}, b: {type: boolean}}}}");
        var read = await ReadAsync(manifest, Always("""{"data": [{"id": 7, "n": "12", "f": "1.5", "b": "yes"}]}"""));
        Assert.Equal("""{"id":"7","n":12,"f":1.5,"b":true}""", Assert.Single(read.Lines));
    }

    [Theory]
    [InlineData("{type: JsonlDecoder}", "{\"id\": 1}\n\nnot json\n{\"id\": 2}\n", """{"id":1}""", 2)]
    [InlineData("{type: CsvDecoder}", "id,name\n1,\"a, \"\"b\"\"\"\n2,\n", """{"id":"1","name":"a, \"b\""}""", 2)]
    [InlineData("{type: IterableDecoder}", "x\ny", """{"record":"x"}""", 2)]
    [InlineData("{type: JsonItemsDecoder, items_path: data.items}", """{"data": {"items": [{"id": 1}, {"id": 2}, {"id": 3}]}}""", """{"id": 1}""", 3)]
    public async Task Decoders_of_rows_give_a_record_a_row(string decoder, string body, string first, int count)
    {
        var read = await ReadAsync(Stream($"{SourceFixture.Requester}\ndecoder: {decoder}\n{Selector("[]")}"), Always(body));
        Assert.Equal(count, read.Lines.Count);
        Assert.Equal(JsonNode.Parse(first)!.ToJsonString(), JsonNode.Parse(read.Lines[0])!.ToJsonString());
    }

    [Fact]
    public async Task Xml_becomes_mappings()
    {
        var read = await ReadAsync(
            Stream($"{SourceFixture.Requester}\ndecoder: {{type: XmlDecoder}}\n{Selector("[root, item]")}"),
            Always("<root><item id=\"1\"><name> a </name></item><item id=\"2\">text</item></root>"));
        Assert.Equal(["""{"@id":"1","name":"a"}""", """{"@id":"2","#text":"text"}"""], read.Lines);
    }

    [Fact]
    public async Task Xml_with_a_document_type_gives_nothing()
    {
        var read = await ReadAsync(
            Stream($"{SourceFixture.Requester}\ndecoder: {{type: XmlDecoder}}\n{Selector("[root]")}"),
            Always("<!DOCTYPE root [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><root>&a;</root>"));
        Assert.Empty(read.Lines);
    }

    [Fact]
    public async Task Gzip_is_recognised_by_its_first_bytes()
    {
        var transport = new BytesTransport(Zip("id\n1\n"));
        var read = await SourceFixture.ReadAsync(SourceFixture.Open(
            Stream($"{SourceFixture.Requester}\ndecoder: {{type: GzipDecoder, decoder: {{type: CsvDecoder}}}}\n{Selector("[]")}"), transport));
        Assert.Equal("""{"id":"1"}""", Assert.Single(read.Lines));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        var source = SourceFixture.Open(Stream($"{SourceFixture.Requester}\n{Selector()}"), Always(Data), options: new SourceOptions { MaxBodyBytes = 10 });
        await Assert.ThrowsAsync<ConnectorException>(() => SourceFixture.ReadAsync(source));
    }

    [Fact]
    public async Task Lists_groups_and_unions_make_partitions()
    {
        async Task<IEnumerable<string>> Paths(string router)
        {
            var transport = Always("[]");
            await ReadAsync(Stream($"requester: {{type: HttpRequester, url_base: 'https://api.test', path: \"{{{{ stream_partition.v if stream_partition.v is string else stream_partition.v | join('-') }}}}\"}}\n{Selector("[]")}\npartition_router: {router}"), transport);
            return transport.Urls.Select(url => url["https://api.test/".Length..]);
        }
        const string ab = "{type: ListPartitionRouter, cursor_field: v, values: [a, b]}";
        Assert.Equal(["a", "b"], await Paths(ab));
        Assert.Equal(["a-b"], await Paths($"{{type: GroupingPartitionRouter, group_size: 2, underlying_partition_router: {ab}}}"));
        Assert.Equal(["a", "b", "c"], await Paths($"{{type: UnionPartitionRouter, partition_field: v, partition_routers: [{ab}, {{type: ListPartitionRouter, cursor_field: v, values: [b, c]}}]}}"));
        Assert.Equal(["a", "a", "b", "b"], await Paths($"[{ab}, {{type: ListPartitionRouter, cursor_field: w, values: [x, y]}}]"));
    }

    [Fact]
    public async Task Single_use_refresh_tokens_are_written_into_the_configuration()
    {
        const string requester = """
            requester:
              type: HttpRequester
              url_base: https://api.test
              path: items
              authenticator:
                type: OAuthAuthenticator
                token_refresh_endpoint: https://auth.test/token
                client_id: id-1
                client_secret: secret-1
                refresh_token_updater: {}
            """;
        JsonObject? kept = null;
        var transport = new ScriptedTransport(request => (200, request.Url.Contains("auth.test", StringComparison.Ordinal)
            ? """{"access_token": "access-2", "refresh_token": "refresh-2", "expires_in": 3600}""" : Data));
        var config = new JsonObject { ["credentials"] = new JsonObject { ["refresh_token"] = "refresh-1" } };
        var options = new SourceOptions { ConfigChanged = (changed, _) => { kept = changed; return Task.CompletedTask; } };
        await SourceFixture.ReadAsync(SourceFixture.Open(Stream($"{requester}\n{Selector()}"), transport, config, options: options));
        Assert.Equal("grant_type=refresh_token&client_id=id-1&client_secret=secret-1&refresh_token=refresh-1", Encoding.UTF8.GetString(transport.Requests[0].Body!.Value.Span));
        Assert.Equal("Bearer access-2", transport.Requests[1].Headers.Single(header => header.Key == "Authorization").Value);
        Assert.Equal("refresh-2", kept!["credentials"]!["refresh_token"]!.GetValue<string>());
        Assert.Equal("2025-03-10T13:00:00+00:00", kept["credentials"]!["token_expiry_date"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_signed_token_has_three_parts_and_the_right_claims()
    {
        const string requester = "requester: {type: HttpRequester, url_base: 'https://api.test', path: items, authenticator: {type: JwtAuthenticator, secret_key: k, algorithm: HS256, token_duration: 60, header_prefix: Bearer, jwt_payload: {iss: me}}}";
        var transport = Always(Data);
        await ReadAsync(Stream($"{requester}\n{Selector()}"), transport);
        var parts = transport.Requests[0].Headers.Single(header => header.Key == "Authorization").Value["Bearer ".Length..].Split('.');
        Assert.Equal(3, parts.Length);
        var claims = Encoding.UTF8.GetString(Convert.FromBase64String(parts[1].Replace('-', '+').Replace('_', '/').PadRight((parts[1].Length + 3) / 4 * 4, '=')));
        Assert.Equal("""{"iss":"me","iat":1741608000,"exp":1741608060,"nbf":1741608000}""", claims);
    }

    [Fact]
    public async Task Ignored_answers_end_the_slice_without_records()
    {
        const string requester = "requester: {type: HttpRequester, url_base: 'https://api.test', path: items, error_handler: {type: CompositeErrorHandler, error_handlers: [{type: DefaultErrorHandler, response_filters: [{type: HttpResponseFilter, action: IGNORE, error_message_contains: no data}]}]}}";
        var read = await ReadAsync(Stream($"{requester}\n{Selector()}"), new ScriptedTransport(_ => (404, """{"error": {"message": "no data here"}}""")));
        Assert.Empty(read.Lines);
    }

    [Fact]
    public async Task Client_side_incremental_keeps_only_what_is_new()
    {
        var manifest = Stream($"{SourceFixture.Requester}\n{Selector()}", "incremental_sync: {type: DatetimeBasedCursor, cursor_field: at, datetime_format: '%Y-%m-%d', start_datetime: '2025-03-01', is_client_side_incremental: true}");
        var read = await ReadAsync(manifest, Always("""{"data": [{"at": "2025-03-04"}, {"at": "2025-03-08"}]}"""), state: new JsonObject { ["at"] = "2025-03-07" });
        Assert.Equal("""{"at": "2025-03-08"}""", Assert.Single(read.Lines));
    }

    [Fact]
    public async Task Jobs_are_created_polled_and_downloaded()
    {
        const string retriever = """
            retriever:
              type: AsyncRetriever
              status_mapping: {type: AsyncJobStatusMap, running: [pending], completed: [ready], failed: [broken], timeout: [late]}
              status_extractor: {type: DpathExtractor, field_path: [status]}
              download_target_extractor: {type: DpathExtractor, field_path: [urls]}
              creation_requester: {type: HttpRequester, url_base: 'https://api.test', path: jobs, http_method: POST}
              polling_requester: {type: HttpRequester, url_base: 'https://api.test', path: "jobs/{{ creation_response['id'] }}"}
              download_requester: {type: HttpRequester, url_base: "{{ download_target }}"}
              record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
            """;
        var transport = new ScriptedTransport(request => (200, request.Url switch
        {
            "https://api.test/jobs" => """{"id": 5}""",
            "https://api.test/jobs/5" => """{"status": "ready", "urls": ["https://files.test/1", "https://files.test/2"]}""",
            _ => $$"""[{"from": "{{request.Url}}"}]""",
        }));
        var read = await ReadAsync(SourceFixture.Manifest(retriever), transport);
        Assert.Equal(["""{"from":"https://files.test/1"}""", """{"from":"https://files.test/2"}"""], read.Lines);
        Assert.Equal(["POST", "GET", "GET", "GET"], transport.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task Streams_are_made_of_the_configuration_and_of_answers()
    {
        static string Dynamic(string resolver) => $$$"""
            version: 6.0.0
            type: DeclarativeSource
            check: {type: CheckDynamicStream, stream_count: 1}
            dynamic_streams:
              - type: DynamicDeclarativeStream
                name: made
                stream_template:
                  type: DeclarativeStream
                  name: template
                  retriever:
                    type: SimpleRetriever
                    requester: {type: HttpRequester, url_base: 'https://api.test', path: x}
                    record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
                components_resolver:
                  {{{resolver}}}
                  components_mapping:
                    - {type: ComponentMappingDefinition, field_path: [name], value: "{{ components_values['name'] }}"}
                    - {type: ComponentMappingDefinition, field_path: [retriever, requester, path], value: "t/{{ components_values['name'] }}"}
            """;
        async Task Check(string manifest, ScriptedTransport transport, JsonObject config)
        {
            var source = SourceFixture.Open(manifest, transport, config);
            Assert.Equal(["one", "two"], (await source.DiscoverAsync(CancellationToken.None)).Select(stream => stream.Name));
            var read = await SourceFixture.ReadAsync(source, "two");
            Assert.Equal("""{"url": "https://api.test/t/two"}""", Assert.Single(read.Lines));
        }
        ScriptedTransport Transport() => new(request => (200, request.Url.EndsWith("/tables", StringComparison.Ordinal) ? """[{"name": "one"}, {"name": "two"}]""" : $$"""[{"url": "{{request.Url}}"}]"""));
        var tables = new JsonObject { ["tables"] = new JsonArray(new JsonObject { ["name"] = "one" }, new JsonObject { ["name"] = "two" }) };
        await Check(Dynamic("type: ConfigComponentsResolver\n      stream_config: {type: StreamConfig, configs_pointer: [tables]}"), Transport(), tables);
        await Check(Dynamic("type: HttpComponentsResolver\n      retriever: {type: SimpleRetriever, requester: {type: HttpRequester, url_base: 'https://api.test', path: tables}, record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}}"), Transport(), []);
        await Check(Dynamic("type: ParametrizedComponentsResolver\n      stream_parameters: {type: StreamParametersDefinition, list_of_parameters_for_stream: [{name: one}, {name: two}]}"), Transport(), []);
    }

    [Fact]
    public async Task Properties_are_asked_for_in_chunks_and_merged()
    {
        const string requester = """
            requester:
              type: HttpRequester
              url_base: https://api.test
              path: items
              request_parameters:
                fields:
                  type: QueryProperties
                  property_list: [a, b]
                  always_include_properties: [id]
                  property_chunking: {type: PropertyChunking, property_limit_type: property_count, property_limit: 1, record_merge_strategy: {type: GroupByKeyMergeStrategy, key: id}}
            """;
        var transport = new ScriptedTransport(request => (200, request.Url.Contains("%2Ca", StringComparison.Ordinal) ? """{"data": [{"id": "1", "a": 1}]}""" : """{"data": [{"id": "1", "b": 2}]}"""));
        var read = await ReadAsync(Stream($"{requester}\n{Selector()}"), transport);
        Assert.Equal(["https://api.test/items?fields=id%2Ca", "https://api.test/items?fields=id%2Cb"], transport.Urls);
        Assert.Equal("""{"id":"1","a":1,"b":2}""", Assert.Single(read.Lines));
    }

    [Fact]
    public async Task Configurations_are_migrated_transformed_and_validated()
    {
        var manifest = Stream($"requester: {{type: HttpRequester, url_base: 'https://api.test', path: \"{{{{ config['region'] }}}}\"}}\n{Selector()}") + """

            spec:
              type: Spec
              connection_specification: {type: object, properties: {}}
              config_normalization_rules:
                type: ConfigNormalizationRules
                config_migrations:
                  - {type: ConfigMigration, transformations: [{type: ConfigAddFields, fields: [{type: AddedFieldDefinition, path: [region], value: "{{ config['area'] }}"}]}]}
                transformations:
                  - {type: ConfigRemapField, field_path: [region], map: {europe: eu}}
                validations:
                  - {type: DpathValidator, field_path: [region], validation_strategy: {type: ValidateAdheresToSchema, base_schema: {enum: [eu]}}}
            """;
        var transport = Always(Data);
        var source = SourceFixture.Open(manifest.Replace("{enum: [eu]}", "{type: array}", StringComparison.Ordinal).Replace("[region], validation", "[none], validation", StringComparison.Ordinal), transport, new JsonObject { ["area"] = "europe" });
        Assert.True(source.ConfigMigrated);
        Assert.Equal("europe", source.MigratedConfig!["region"]!.GetValue<string>());
        await SourceFixture.ReadAsync(source);
        Assert.Equal(["https://api.test/eu"], transport.Urls);
        Assert.Throws<ConnectorException>(() => SourceFixture.Open(manifest.Replace("{enum: [eu]}", "{type: array}", StringComparison.Ordinal), transport, new JsonObject { ["area"] = "{\"a\": 1}" }));
    }

    private static byte[] Zip(string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionMode.Compress)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return memory.ToArray();
    }

    private sealed class BytesTransport(byte[] body) : IHttpTransport
    {
        public Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpExchangeResponse { Status = 200, Body = new MemoryStream(body) });
    }
}
