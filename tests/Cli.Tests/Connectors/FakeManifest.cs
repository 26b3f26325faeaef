using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Cli.Connectors;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Http;

namespace Supertrack.Cli.Tests.Connectors;

/// <summary>A source of two streams: "people" asks an address for JSON lines, "broken" always fails.</summary>
internal sealed class FakeManifest(string url) : IManifestReader, ILoadedManifest, IOpenedSource
{
    private IHttpTransport? _transport;

    public JsonObject Spec { get; } = new() { ["connectionSpecification"] = new JsonObject { ["type"] = "object" } };

    public StreamReadRequest? Asked { get; private set; }

    public ILoadedManifest Read(string text, string file) => text.Length > 0 ? this : throw new ManifestException(file, 1, "", "It is empty.", "Write a manifest.");

    public LintReport Lint() => new(false, ["people"], [new UnsupportedComponent("streams[0].retriever", "CustomRetriever", "It is code.")]);

    public IOpenedSource Open(JsonObject config, IHttpTransport transport, TimeProvider clock, SourceOptions options)
    {
        _transport = transport;
        return this;
    }

    public Task<CheckResult> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(new CheckResult(false, "no"));

    public Task<IReadOnlyList<StreamDescriptor>> DiscoverAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StreamDescriptor>>(
    [
        new StreamDescriptor { Name = "people", JsonSchema = [], PrimaryKey = [["id"]], CursorField = ["at"], SyncModes = [SyncMode.FullRefresh, SyncMode.Incremental] },
        new StreamDescriptor { Name = "broken", JsonSchema = [] },
    ]);

    public async IAsyncEnumerable<RecordPage> ReadAsync(StreamReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Asked = request;
        if (request.Stream == "broken")
        {
            throw new ConnectorException(FailureKind.Transient, "broken: GET /x answered 503. Try again later.") { Status = 503 };
        }

        await using HttpExchangeResponse answer = await _transport!.SendAsync(new HttpExchangeRequest { Method = "GET", Url = url, Stream = request.Stream }, cancellationToken);
        using var reader = new StreamReader(answer.Body);
        JsonArray items = JsonNode.Parse(await reader.ReadToEndAsync(cancellationToken))!.AsArray();
        byte[] lines = Encoding.UTF8.GetBytes(string.Concat(items.Select(item => item!.ToJsonString() + "\n")));
        yield return new RecordPage(lines, items.Count, () => [], () => new JsonObject { ["at"] = "2024" });
    }
}
