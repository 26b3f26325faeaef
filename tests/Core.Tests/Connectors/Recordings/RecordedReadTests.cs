using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Connectors.Recordings;
using Supertrack.Core.Tests.Connectors.Declarative;

namespace Supertrack.Core.Tests.Connectors.Recordings;

public sealed class RecordedReadTests
{
    private const string Secret = "sk-live-0123456789";
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("0123456789abcdef");
    private static readonly JsonObject Config = new() { ["api_key"] = Secret };
    private static readonly TimeProvider Clock = TimeProvider.System;

    private const string Manifest = """
        version: "6.44.0"
        type: DeclarativeSource
        check: {type: CheckStream, stream_names: [people]}
        streams:
          - type: DeclarativeStream
            name: people
            primary_key: id
            retriever:
              type: SimpleRetriever
              requester:
                type: HttpRequester
                url_base: https://h
                path: people
                request_parameters: {until: "{{ now_utc().strftime('%Y-%m-%dT%H:%M:%SZ') }}"}
                authenticator:
                  type: ApiKeyAuthenticator
                  api_token: "{{ config['api_key'] }}"
                  inject_into: {type: RequestOption, inject_into: request_parameter, field_name: key}
              record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
              paginator:
                type: DefaultPaginator
                page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: after}
                pagination_strategy: {type: CursorPagination, cursor_value: "{{ last_record['email'] }}", stop_condition: "{{ response['data'] | length < 2 }}"}
            schema_loader: {type: InlineSchemaLoader, schema: {type: object, properties: {}}}
        spec:
          type: Spec
          connection_specification: {type: object, required: [api_key], properties: {api_key: {type: string, airbyte_secret: true}}}
        """;

    [Fact]
    public async Task What_was_recorded_is_read_again_from_masked_answers_though_the_cursor_is_personal()
    {
        var (text, size) = await RecordAsync(new RecordingLimits());
        Assert.Equal((3, 5L), (size.Exchanges, size.Records));
        Assert.DoesNotContain("ada@", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Lovelace", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        var found = Assert.Single(await VerifyAsync(Manifest, text));
        Assert.True(found.Differences.Count == 0, string.Join("\n", found.Differences));
        Assert.Equal((5L, 5L), (found.Expected, found.Found));
    }

    [Theory]
    [InlineData("field_path: [data]", "field_path: [items]", "record_count")]
    [InlineData("primary_key: id", "primary_key: email", "key_missing")]
    [InlineData("path: people", "path: persons", "request_unanswered")]
    [InlineData("name: people\n", "name: persons\n", "stream_missing")]
    [InlineData("    schema_loader:", "    transformations: [{type: RemoveFields, field_pointers: [[age]]}]\n    schema_loader:", "field_missing")]
    [InlineData("    schema_loader:", "    transformations: [{type: AddFields, fields: [{path: [age], value: \"{{ record['age'] | string }}\", value_type: string}]}]\n    schema_loader:", "field_type")]
    public async Task What_a_changed_manifest_reads_otherwise_is_named(string right, string wrong, string kind)
    {
        var (text, _) = await RecordAsync(new RecordingLimits());
        Assert.Contains(right, Manifest, StringComparison.Ordinal);
        var found = Assert.Single(await VerifyAsync(Manifest.Replace(right, wrong, StringComparison.Ordinal), text));
        Assert.Contains(kind, found.Differences.Select(one => one.Kind));
    }

    [Theory]
    [InlineData(2, 1 << 20, 2)]
    [InlineData(25, 150, 1)]
    [InlineData(25, 10, 0)]
    public async Task No_more_is_kept_than_the_limits_allow_and_what_is_kept_reads_the_same(int exchanges, int bytes, int kept)
    {
        var (text, size) = await RecordAsync(new RecordingLimits { Exchanges = exchanges, Bytes = bytes });
        Assert.Equal(kept, size.Exchanges);
        if (kept > 0)
            Assert.Empty(Assert.Single(await VerifyAsync(Manifest, text)).Differences);
        else
            Assert.Empty(text);
    }

    [Fact]
    public async Task Pages_that_were_not_stored_are_not_kept()
    {
        var (text, size) = await RecordAsync(new RecordingLimits(), stored: 1);
        Assert.Equal((1L, 2L), (size.Pages, size.Records));
        Assert.Empty(Assert.Single(await VerifyAsync(Manifest, text)).Differences);
    }

    [Fact]
    public async Task A_tape_that_does_not_continue_where_the_last_chunk_ended_stays_empty()
    {
        var tape = new ExchangeTape(new RecordingLimits(), RecordingSize.Empty, "00000000", [["id"]], FieldPolicy.Usual, new Pseudonyms(Key));
        await ReadAsync(tape, pagesStored: 4);
        Assert.True(tape.Encode(100).Lines.IsEmpty);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_masked_field_by_field_is_not_kept()
    {
        var tape = new ExchangeTape(new RecordingLimits(), RecordingSize.Empty, "00000000", [["id"]], FieldPolicy.Usual, new Pseudonyms(Key));
        tape.Begin(Start(), 0);
        await using var answer = await tape.Over(new ScriptedTransport(_ => (200, "name;email\nAda;a@b.example"))).SendAsync(new HttpExchangeRequest { Method = "GET", Url = "https://h/x.csv" }, default);
        using var reader = new StreamReader(answer.Body);
        Assert.StartsWith("name;email", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        tape.EndPage("{\"id\":1}\n"u8.ToArray());
        Assert.True(tape.Encode(1).Lines.IsEmpty);
    }

    [Fact]
    public async Task A_body_over_the_limit_passes_whole()
    {
        var tape = new ExchangeTape(new RecordingLimits { Bytes = 1024 }, RecordingSize.Empty, "00000000", [], FieldPolicy.Usual, new Pseudonyms(Key));
        var long_ = new string('x', 100_000);
        await using var answer = await tape.Over(new ScriptedTransport(_ => (200, long_))).SendAsync(new HttpExchangeRequest { Method = "GET", Url = "https://h/" }, default);
        using var reader = new StreamReader(answer.Body);
        Assert.Equal(long_, await reader.ReadToEndAsync());
        Assert.True(tape.IsClosed);
    }

    private static async Task<(string Text, RecordingSize Size)> RecordAsync(RecordingLimits limits, long stored = 100)
    {
        var tape = new ExchangeTape(limits, RecordingSize.Empty, "0a1b2c3d", [["id"]], FieldPolicy.Usual, new Pseudonyms(Key));
        await ReadAsync(tape, pagesStored: 0);
        var (lines, size) = tape.Encode(stored);
        return (Encoding.UTF8.GetString(lines.Span), size);
    }

    private static async Task ReadAsync(ExchangeTape tape, long pagesStored)
    {
        var source = DeclarativeSource.Parse(Manifest, "m.yaml").Open(Config, tape.Over(new ScriptedTransport(Serve)), Clock);
        tape.Begin(Start(), pagesStored);
        await foreach (var page in source.ReadAsync(new StreamReadRequest { Stream = "people" }, default))
            tape.EndPage(page.Lines);
    }

    private static RecordingStart Start() => new() { Stream = "people", Run = 7, At = Clock.GetUtcNow().AddSeconds(-20), Mode = SyncMode.FullRefresh };

    private static (int, string) Serve(HttpExchangeRequest request)
    {
        Assert.Contains("key=" + Secret, request.Url, StringComparison.Ordinal);
        return (200, request.Url.Contains("after=ada", StringComparison.Ordinal) ? """{"data":[{"id":3,"email":"cy@h.example","age":7},{"id":4,"email":"di@h.example","age":8}]}"""
            : request.Url.Contains("after=di", StringComparison.Ordinal) ? """{"data":[{"id":5,"email":"ed@h.example","age":null,"last_name":"X"}]}"""
            : """{"data":[{"id":1,"email":"bo@h.example","age":5},{"id":2,"email":"ada@h.example","age":6,"last_name":"Lovelace"}]}""");
    }

    private static async Task<List<Verification>> VerifyAsync(string manifest, string text)
    {
        var verifier = new RecordingVerifier(ConnectorManifest.Parse(manifest, "m.yaml"), new JsonObject { ["api_key"] = "****" }, DateTimeOffset.UnixEpoch);
        using var source = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var found = new List<Verification>();
        foreach (var recording in await RecordedStream.ReadAsync(source, "c.jsonl", default))
            found.Add(await verifier.VerifyAsync(recording, default));
        return found;
    }
}
