using System.Diagnostics;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Cassettes;
using Supertrack.Core.Connectors.Http;
using Supertrack.Lab;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Benchmarks.Reading;

/// <summary>How fast a declarative manifest reads: from a server on this machine, and from a cassette without a socket.</summary>
internal static class ReadBenchmarks
{
    private const int RecordedPages = 2000;

    public static async Task RunAsync(string[] args)
    {
        int records = args is [var asked, ..] ? int.Parse(asked) : 500_000;
        await using LabServer lab = await LabServer.StartAsync(Scenario.Parse(Lab.LabBenchmarks.ScenarioText, "bench.json"));
        using var live = new PlainTransport();
        var keeping = new KeepingTransport(live);
        DeclarativeSource source = DeclarativeSource.Parse(Manifest(lab.Address), "bench.yaml");
        DeclarativeSource transformed = DeclarativeSource.Parse(Manifest(lab.Address) + Transformations, "transformed.yaml");
        await ReadAsync("warm-up, recorded", source, keeping, RecordedPages * 100);
        for (int round = 1; round <= 3; round++)
        {
            await ReadAsync("live", source, live, records);
            await ReadAsync("replayed", source, new ReplayTransport(keeping.Exchanges), RecordedPages * 100);
            await ReadAsync("... transformed", transformed, new ReplayTransport(keeping.Exchanges), RecordedPages * 100);
        }
    }

    private static async Task ReadAsync(string what, DeclarativeSource source, IHttpTransport transport, int most)
    {
        IOpenedSource opened = source.Open(new JsonObject { ["api_key"] = "k-1" }, transport, TimeProvider.System);
        TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
        long allocated = GC.GetTotalAllocatedBytes();
        long start = Stopwatch.GetTimestamp();
        long count = 0;
        long bytes = 0;
        await foreach (RecordPage page in opened.ReadAsync(new StreamReadRequest { Stream = "contacts", MaxPages = most / 100 }, default))
        {
            count += page.Count;
            bytes += page.Lines.Length;
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double used = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        Console.WriteLine(
            $"{what,-18} {count,9:N0} records: {count / seconds,10:N0} records/s, {bytes / seconds / 1e6,6:N1} MB/s, "
            + $"{(GC.GetTotalAllocatedBytes() - allocated) / (double)count,6:N0} bytes allocated a record, {used,5:N2} CPU s, "
            + $"{Process.GetCurrentProcess().WorkingSet64 / 1e6,5:N0} MB resident");
    }

    /// <summary>Two fields added and one removed of every record, at the end of the stream's fields.</summary>
    private const string Transformations = """

            transformations:
              - {type: AddFields, fields: [{type: AddedFieldDefinition, path: [account], value: "{{ config['api_key'] }}"}, {type: AddedFieldDefinition, path: [copy], value: "{{ record['id'] }}"}]}
              - {type: RemoveFields, field_pointers: [[email]]}
        """;

    private static string Manifest(Uri address) => $$$"""
        version: 6.0.0
        type: DeclarativeSource
        check: {type: CheckStream, stream_names: [contacts]}
        streams:
          - type: DeclarativeStream
            name: contacts
            primary_key: [id]
            schema_loader: {type: InlineSchemaLoader, schema: {type: object}}
            retriever:
              type: SimpleRetriever
              requester:
                type: HttpRequester
                url_base: {{{address}}}
                path: contacts
                http_method: GET
                authenticator: {type: BearerAuthenticator, api_token: "{{ config['api_key'] }}"}
              record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
              paginator:
                type: DefaultPaginator
                page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: after}
                page_size_option: {type: RequestOption, inject_into: request_parameter, field_name: limit}
                pagination_strategy:
                  type: CursorPagination
                  page_size: 100
                  cursor_value: "{{ response.get('next') }}"
                  stop_condition: "{{ not response.get('next') }}"
        """;

    /// <summary>Sends with a plain client.</summary>
    private sealed class PlainTransport : IHttpTransport, IDisposable
    {
        private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler());

        public async Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
        {
            using var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Url);
            foreach ((string name, string value) in request.Headers)
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }

            HttpResponseMessage answer = await _client.SendAsync(message, cancellationToken);
            return new HttpExchangeResponse { Status = (int)answer.StatusCode, Body = await answer.Content.ReadAsStreamAsync(cancellationToken) };
        }

        public void Dispose() => _client.Dispose();
    }

    /// <summary>Keeps every exchange for the replay.</summary>
    private sealed class KeepingTransport(IHttpTransport inner) : IHttpTransport
    {
        public List<CassetteExchange> Exchanges { get; } = [];

        public async Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
        {
            await using HttpExchangeResponse answer = await inner.SendAsync(request, cancellationToken);
            var body = new MemoryStream();
            await answer.Body.CopyToAsync(body, cancellationToken);
            Exchanges.Add(new CassetteExchange { Method = request.Method, Url = request.Url, Status = answer.Status, Response = body.ToArray() });
            body.Position = 0;
            return new HttpExchangeResponse { Status = answer.Status, Body = body };
        }
    }
}
