using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Healing;
using Supertrack.Core.Healing.Memory;
using Supertrack.Core.Healing.Rows;
using Supertrack.Core.Healing.Search;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Tests.Healing.Memory;

/// <summary>A host whose resources moved from /v1 to /v2 and into another envelope, all but the invoices, which kept theirs; it says nothing of it.</summary>
internal sealed class MovedApi : IHttpTransport
{
    public const string Host = "api.acme.test";

    public int Requests { get; private set; }

    public bool Moved { get; private set; }

    /// <summary>One connector of one resource: read while it worked, healed after the move.</summary>
    public static async Task<(HealingResult Result, JsonObject Manifest, int Requests)> HealAsync(string resource, params RememberedRepair[] remembered)
    {
        var api = new MovedApi();
        var manifest = DeclarativeSource.Parse(Manifest(resource), resource).Resolved;
        var reader = new TrialReader((tried, over) => DeclarativeSource.Parse(tried.ToJsonString(), resource).Open([], over, TimeProvider.System), api, TimeProvider.System, new TrialPatience());
        var before = await reader.ReadAsync(manifest, resource, new TrialLimits(null, 100), default);
        api.Moved = true;
        api.Requests = 0;
        var result = await new HealingSession(reader, manifest, resource, 0, new RepairBudget(), remembered).RunAsync(RowSet.Of(["id"], before.Rows), null, default);
        return (result, manifest, api.Requests);
    }

    public Task<HttpExchangeResponse> SendAsync(HttpExchangeRequest request, CancellationToken cancellationToken)
    {
        Requests++;
        var path = new Uri(request.Url).AbsolutePath.Split('/');
        var known = path.Length == 3 && path[1] == (Moved ? "v2" : "v1");
        var rows = new JsonArray([.. Enumerable.Range(1, 60).Select(id => Row(path[^1], id))]);
        JsonObject body = !known ? new() { ["error"] = "not found" } : Moved && path[2] != "invoices" ? new() { ["result"] = new JsonObject { ["items"] = rows } } : new() { ["data"] = rows };
        return Task.FromResult(new HttpExchangeResponse
        {
            Status = known ? 200 : 404,
            Headers = [KeyValuePair.Create("Content-Type", "application/json")],
            Body = new MemoryStream(Encoding.UTF8.GetBytes(body.ToJsonString())),
        });
    }

    private static JsonNode Row(string resource, int id) => new JsonObject
    {
        ["id"] = id,
        ["name"] = string.Create(CultureInfo.InvariantCulture, $"{resource} {id * 37 % 101}"),
        ["score"] = id * id % 53,
        ["city"] = string.Create(CultureInfo.InvariantCulture, $"city {id * 17 % 29}"),
    };

    private static string Manifest(string resource) => $$$"""
        version: "6.44.0"
        type: DeclarativeSource
        check: {type: CheckStream, stream_names: [{{{resource}}}]}
        streams:
          - type: DeclarativeStream
            name: {{{resource}}}
            primary_key: id
            retriever:
              type: SimpleRetriever
              requester:
                type: HttpRequester
                url_base: "https://{{{Host}}}"
                path: /v1/{{{resource}}}
                http_method: GET
              record_selector:
                type: RecordSelector
                extractor: {type: DpathExtractor, field_path: [data]}
            schema_loader:
              type: InlineSchemaLoader
              schema: {type: object}
        """;
}
