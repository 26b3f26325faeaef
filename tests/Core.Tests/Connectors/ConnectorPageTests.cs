using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Documentation;

namespace Supertrack.Core.Tests.Connectors;

public sealed class ConnectorPageTests
{
    private const string Manifest = """
        version: "6.44.0"
        type: DeclarativeSource
        check: {type: CheckStream, stream_names: [teams]}
        definitions:
          requester: {type: HttpRequester, url_base: "https://api.example.com/", authenticator: {type: ApiKeyAuthenticator, api_token: x, inject_into: {type: RequestOption, inject_into: header, field_name: X-Key}}}
        api_budget: {type: HTTPAPIBudget, policies: [{type: MovingWindowCallRatePolicy, rates: [{limit: 10, interval: PT1M}], matchers: []}]}
        streams:
          - &teams
            type: DeclarativeStream
            name: teams
            primary_key: id
            retriever:
              type: SimpleRetriever
              requester: {$ref: "#/definitions/requester", path: teams}
              record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
              paginator: {type: DefaultPaginator, pagination_strategy: {type: PageIncrement, page_size: 10}}
            schema_loader: {type: InlineSchemaLoader, schema: {type: object, properties: {id: {type: integer}, owner: {type: [object, "null"], properties: {email: {type: string, format: email, description: "a | b\nc <d>"}}}}}}
          - type: DeclarativeStream
            name: members
            primary_key: [[team, id], [id]]
            retriever:
              type: SimpleRetriever
              requester: {$ref: "#/definitions/requester", path: "teams/{{ stream_partition.id }}/members"}
              record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
              partition_router: {type: SubstreamPartitionRouter, parent_stream_configs: [{type: ParentStreamConfig, parent_key: id, partition_field: id, stream: *teams}]}
        spec: {type: Spec, connection_specification: {type: object, required: [key], properties: {key: {type: string, title: Key, airbyte_secret: true, default: hush-hush}}}}
        """;

    [Fact]
    public void A_page_tells_settings_streams_fields_limits_and_no_secret()
    {
        var page = ConnectorPage.Write(ConnectorManifest.Parse(Manifest, "m.yaml"), "teams");
        Assert.Equal(page, ConnectorPage.Write(ConnectorManifest.Parse(Manifest, "m.yaml"), "teams"));
        Assert.DoesNotContain("hush", page, StringComparison.Ordinal);
        foreach (var line in (string[])
        [
            "# teams", "| `key` | string | yes |  | Key (secret) |", "- API key in header X-Key", "- 10 requests per PT1M",
            "| teams | id | full refresh |  | numbered pages |  |", "| members | team.id, id | full refresh |  | one | teams |",
            "`GET https://api.example.com/teams`", "| `owner.email` | string (email) | a \\| b c &lt;d> |", "Nothing: everything in the manifest is run.",
        ])
            Assert.Contains("\n" + line + "\n", "\n" + page, StringComparison.Ordinal);
    }
}
