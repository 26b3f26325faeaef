using System.Globalization;
using System.Text.Json.Nodes;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Lab.Samples;

/// <summary>A made-up CRM with many contacts behind bearer authentication and cursor pagination, and the connector for it.</summary>
public static class ContactsApi
{
    public const string Stream = "contacts";
    public const string Secret = "demo-secret";

    /// <param name="delayMilliseconds">How long the API takes over every answer.</param>
    public static Scenario Create(int records, int pageSize, int delayMilliseconds) => Scenario.Parse(
        new JsonObject
        {
            ["name"] = "demo",
            ["resource"] = Stream,
            ["primaryKey"] = new JsonArray("id"),
            ["cursorField"] = "updated_at",
            ["config"] = new JsonObject { ["api_key"] = Secret },
            ["generate"] = new JsonObject { ["count"] = records, ["seed"] = 7, ["schema"] = Schema() },
            ["versions"] = new JsonArray(Version(pageSize, delayMilliseconds)),
        }.ToJsonString(),
        "demo.json");

    /// <summary>The connector for it, as YAML; its configuration is <c>{"api_key": Secret}</c>.</summary>
    public static string Manifest(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return $$$"""
            version: "6.44.0"
            type: DeclarativeSource
            check:
              type: CheckStream
              stream_names: [{{{Stream}}}]
            streams:
              - type: DeclarativeStream
                name: {{{Stream}}}
                primary_key: id
                retriever:
                  type: SimpleRetriever
                  requester:
                    type: HttpRequester
                    url_base: "{{{address.ToString().TrimEnd('/')}}}"
                    path: /v1/contacts
                    http_method: GET
                    authenticator:
                      type: BearerAuthenticator
                      api_token: "{{ config['api_key'] }}"
                  record_selector:
                    type: RecordSelector
                    extractor:
                      type: DpathExtractor
                      field_path: [data]
                  paginator:
                    type: DefaultPaginator
                    page_token_option:
                      type: RequestOption
                      inject_into: request_parameter
                      field_name: cursor
                    pagination_strategy:
                      type: CursorPagination
                      cursor_value: "{{ response['meta']['next'] }}"
                      stop_condition: "{{ not response['meta']['next'] }}"
                incremental_sync:
                  type: DatetimeBasedCursor
                  cursor_field: updated_at
                  datetime_format: "%Y-%m-%dT%H:%M:%SZ"
                  start_datetime: "2000-01-01T00:00:00Z"
                schema_loader:
                  type: InlineSchemaLoader
                  schema: {{{Schema().ToJsonString()}}}
            spec:
              type: Spec
              connection_specification:
                type: object
                required: [api_key]
                properties:
                  api_key: {type: string, airbyte_secret: true}
            """;
    }

    private static JsonObject Schema() => JsonNode.Parse("""
        {
          "type": "object",
          "properties": {
            "id": {"type": "integer"},
            "name": {"type": "string"},
            "email": {"type": "string", "format": "email"},
            "city": {"type": "string"},
            "plan": {"type": "string", "enum": ["free", "team", "enterprise"]},
            "seats": {"type": "integer", "minimum": 1, "maximum": 500},
            "active": {"type": "boolean"},
            "updated_at": {"type": "string", "format": "date-time"}
          },
          "required": ["id", "name", "email", "city", "plan", "seats", "active", "updated_at"]
        }
        """)!.AsObject();

    private static JsonObject Version(int pageSize, int delayMilliseconds)
    {
        var version = JsonNode.Parse(string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "path": "/v1/contacts",
              "auth": {"type": "bearer"},
              "envelope": "data",
              "pagination": {"type": "cursor", "cursorParam": "cursor", "cursorFrom": "meta.next", "size": {{pageSize}}}
            }
            """))!.AsObject();
        if (delayMilliseconds > 0)
            version["faults"] = new JsonArray(new JsonObject { ["at"] = 1, ["times"] = -1, ["delayMs"] = delayMilliseconds });
        return version;
    }
}
