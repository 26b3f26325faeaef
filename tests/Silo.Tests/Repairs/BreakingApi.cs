using System.Text.Json.Nodes;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Silo.Tests.Repairs;

/// <summary>An API of tickets whose second version has another path, envelope, pagination and field names, and one field less; and whose third renames a field and says nothing.</summary>
internal static class BreakingApi
{
    public const int Records = 180;

    /// <summary>The version in which, besides, one ticket was changed and one was added.</summary>
    public const int Grown = 3;

    /// <summary>The version after the second that renames another field.</summary>
    public const int Again = 4;

    /// <summary>The version in which, besides, one ticket has another title though nothing says that it was changed.</summary>
    public const int Contradicting = 5;
    public const string Secret = "tickets-secret-key";

    public static Scenario Create() => Scenario.Parse(
        new JsonObject
        {
            ["name"] = "tickets",
            ["resource"] = "tickets",
            ["primaryKey"] = new JsonArray("id"),
            ["config"] = new JsonObject { ["api_key"] = Secret },
            ["records"] = new JsonArray([.. Enumerable.Range(1, Records).Select(Ticket)]),
            ["versions"] = new JsonArray(
                JsonNode.Parse(First), JsonNode.Parse(Second), JsonNode.Parse(Silent), Moved("/v3/tickets", GrownTickets()), JsonNode.Parse(Renamed), Moved("/v5/tickets", ContradictingTickets())),
        }.ToJsonString(),
        "tickets.json");

    public static string Title(int id) => $"Ticket about matter {id * 37 % 1009}";

    public static string Note(int id) => $"note {id * 53 % 907}";

    private static JsonNode Ticket(int id) => new JsonObject
    {
        ["id"] = id,
        ["title"] = Title(id),
        ["note"] = Note(id),
        ["priority"] = id % 3 == 0 ? "high" : id % 3 == 1 ? "low" : "normal",
        ["opened_at"] = new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(id * 977).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
    };

    private const string First = """
        {"path": "/v1/tickets", "auth": {"type": "bearer"}, "envelope": "data",
         "pagination": {"type": "page", "pageParam": "page", "start": 1, "sizeParam": "per_page", "size": 50, "maxSize": 100}}
        """;

    private const string Second = """
        {"path": "/v2/tickets", "auth": {"type": "bearer"}, "envelope": "result.items",
         "pagination": {"type": "cursor", "cursorParam": "after", "cursorFrom": "result.next", "sizeParam": "per_page", "size": 50, "maxSize": 100},
         "transform": [{"op": "rename", "from": "title", "to": "subject"}, {"op": "remove", "field": "note"}],
         "old": {"status": 410, "headers": {"Link": "</v2/tickets>; rel=\"successor-version\""}, "body": {"error": "v1 is gone"}}}
        """;

    // Answers as before, 200 and all, but calls a field otherwise.
    private const string Silent = """
        {"path": "/v1/tickets", "auth": {"type": "bearer"}, "envelope": "data",
         "pagination": {"type": "page", "pageParam": "page", "start": 1, "sizeParam": "per_page", "size": 50, "maxSize": 100},
         "transform": [{"op": "rename", "from": "title", "to": "subject"}]}
        """;

    // As the second, but calls the title otherwise, and says nothing.
    private const string Renamed = """
        {"path": "/v2/tickets", "auth": {"type": "bearer"}, "envelope": "result.items",
         "pagination": {"type": "cursor", "cursorParam": "after", "cursorFrom": "result.next", "sizeParam": "per_page", "size": 50, "maxSize": 100},
         "transform": [{"op": "rename", "from": "title", "to": "headline"}, {"op": "remove", "field": "note"}]}
        """;

    private static JsonObject Moved(string path, IEnumerable<JsonObject> tickets) => new()
    {
        ["path"] = path,
        ["auth"] = new JsonObject { ["type"] = "bearer" },
        ["envelope"] = "data",
        ["pagination"] = JsonNode.Parse("""{"type": "page", "pageParam": "page", "start": 1, "sizeParam": "per_page", "size": 50, "maxSize": 100}"""),
        ["records"] = new JsonArray([.. tickets]),
        ["old"] = JsonNode.Parse($$$"""{"status": 410, "headers": {"Link": "<{{{path}}}>; rel=\"successor-version\""}, "body": {"error": "gone"}}"""),
    };

    private static IEnumerable<JsonObject> GrownTickets() => Enumerable.Range(1, Records + 1).Select(id =>
    {
        var ticket = Ticket(id).AsObject();
        if (id == 7)
            (ticket["title"], ticket["opened_at"]) = ("another matter", "2026-05-05T05:05:05Z");
        return ticket;
    });

    private static IEnumerable<JsonObject> ContradictingTickets() => Enumerable.Range(1, Records).Select(id =>
    {
        var ticket = Ticket(id).AsObject();
        if (id == 7)
            ticket["title"] = "another matter";
        return ticket;
    });

    public static string Manifest(Uri address) => $$$"""
        version: "6.44.0"
        type: DeclarativeSource
        check:
          type: CheckStream
          stream_names: [tickets]
        streams:
          - type: DeclarativeStream
            name: tickets
            primary_key: id
            retriever:
              type: SimpleRetriever
              requester:
                type: HttpRequester
                url_base: "{{{address.ToString().TrimEnd('/')}}}"
                path: /v1/tickets
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
                  field_name: page
                page_size_option:
                  type: RequestOption
                  inject_into: request_parameter
                  field_name: per_page
                pagination_strategy:
                  type: PageIncrement
                  start_from_page: 1
                  page_size: 50
                  inject_on_first_request: true
            schema_loader:
              type: InlineSchemaLoader
              schema:
                type: object
                properties:
                  id: {type: integer}
                  title: {type: string}
                  note: {type: string}
                  priority: {type: string}
                  opened_at: {type: string, format: date-time}
        spec:
          type: Spec
          connection_specification:
            type: object
            required: [api_key]
            properties:
              api_key: {type: string, airbyte_secret: true}
        """;
}
