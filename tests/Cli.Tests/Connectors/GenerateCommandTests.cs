using System.Text.Json.Nodes;
using Supertrack.Lab;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Cli.Tests.Connectors;

/// <summary>Every generated manifest lints clean and reads from a small API.</summary>
public sealed class GenerateCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("supertrack-cli").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private const string Tracker = """
        openapi: 3.1.0
        info: {title: Tracker, version: "1"}
        servers: [{url: "ADDRESS/{stage}", variables: {stage: {default: v2}}}]
        security: [{key: []}]
        paths:
          /orgs:
            get:
              parameters: [{$ref: "#/components/parameters/page"}, {name: per_page, in: query, schema: {type: integer, default: 2}}]
              responses: {"200": {description: ok, content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Org"}}}}}}
          /orgs/{org}/projects:
            get:
              responses: {"200": {description: ok, content: {application/json: {schema: {type: object, properties: {projects: {type: array, items: {$ref: "#/components/schemas/Project"}}}}}}}}
          /orgs/{org_id}/projects/{project}/issues:
            get:
              parameters:
                - {name: updated_since, in: query, schema: {type: string, format: date-time}}
                - {name: state, in: query, required: true, schema: {type: string, enum: [all, open]}}
              responses: {"200": {description: ok, content: {application/json: {schema: {type: object, properties: {data: {type: array, items: {$ref: "#/components/schemas/Issue"}}}}}}}}
          /accounts/{account_id}/invoices:
            get:
              responses: {"200": {description: ok, content: {application/json: {schema: {type: array, items: {oneOf: [{$ref: "#/components/schemas/Org"}]}}}}}}
        components:
          parameters: {page: {name: page, in: query, schema: {type: integer, default: 1}}}
          securitySchemes: {basic: {type: http, scheme: basic}, key: {type: apiKey, in: header, name: X-Token}}
          schemas:
            Org: {type: object, properties: {id: {type: integer}, name: {type: [string, "null"]}}}
            Project: {allOf: [{$ref: "#/components/schemas/Org"}, {type: object, properties: {lead: {type: string}}}]}
            Issue: {type: object, properties: {id: {type: string}, updated_at: {type: string, format: date-time}}}
        """;

    [Fact]
    public async Task An_OpenAPI_description_in_YAML_gives_parents_children_settings_and_incremental_reads()
    {
        await using var api = new LocalApi(request => request.Headers.GetValueOrDefault("X-Token") != "s3cret" ? null : request.Path switch
        {
            "/v2/orgs" => request.Query.GetValueOrDefault("page") == "2" ? """[{"id":3,"name":"c"}]""" : """[{"id":1,"name":"a"},{"id":2,"name":"b"}]""",
            "/v2/orgs/1/projects" => """{"projects":[{"id":10}]}""",
            "/v2/orgs/2/projects" or "/v2/orgs/3/projects" => """{"projects":[]}""",
            "/v2/orgs/1/projects/10/issues" when request.Query["state"] == "all" => """{"data":[{"id":"i","updated_at":"2024-05-01T00:00:00Z"}]}""",
            "/v2/accounts/77/invoices" => """[{"id":5}]""",
            _ => null,
        });
        await GenerateAsync("--openapi", Write("tracker.yaml", Tracker.Replace("ADDRESS", api.Address, StringComparison.Ordinal)));
        string text = await File.ReadAllTextAsync(At("m.yaml"));
        Assert.Contains("# incremental: updated_at by the parameter updated_since (likely)", text, StringComparison.Ordinal);
        string config = Write("config.json", $$"""{"base_url":"{{api.Address}}/v2","api_key":"s3cret","account_id":"77"}""");

        Assert.Equal(["orgs 1", "orgs 2", "orgs 3", "invoices 5", "projects 10", "issues i"], await ReadAsync(config));

        Write("state.json", """{"issues":{"use_global_cursor":true,"state":{"updated_at":"2024-05-01T00:00:00Z"}}}""");
        CommandRun later = await RunAsync("read", At("m.yaml"), "--config", config, "--stream", "issues", "--sync-mode", "incremental", "--state", At("state.json"));
        Assert.Equal((0, ""), (later.ExitCode, later.Notes));
        Assert.Equal("2024-05-01T00:00:00Z", api.Requests.Last(request => request.Path.EndsWith("issues", StringComparison.Ordinal)).Query["updated_since"]);
    }

    [Fact]
    public async Task A_Swagger_2_description_reads_with_tokens_of_its_OAuth_endpoint()
    {
        await using var api = new LocalApi(request => request.Path switch
        {
            "/oauth/token" => """{"access_token":"t-1","expires_in":3600}""",
            "/api/customers" when request.Headers["Authorization"] == "Bearer t-1" => request.Query.GetValueOrDefault("starting_after") switch
            {
                null => """{"has_more":true,"data":[{"id":"a"},{"id":"b"}]}""",
                "b" => """{"has_more":false,"data":[{"id":"c"}]}""",
                _ => null,
            },
            _ => null,
        });
        string host = api.Address["http://".Length..];
        string swagger = """
            {"swagger":"2.0","host":"HOST","basePath":"/api","schemes":["http"],
             "securityDefinitions":{"oauth":{"type":"oauth2","flow":"application","tokenUrl":"ADDRESS/oauth/token","scopes":{}}},
             "paths":{"/customers":{"get":{"produces":["application/json"],"parameters":[{"name":"starting_after","in":"query","type":"string"},{"name":"limit","in":"query","type":"integer","maximum":100}],
               "responses":{"200":{"schema":{"$ref":"#/definitions/List"}}}}}},
             "definitions":{"List":{"type":"object","properties":{"has_more":{"type":"boolean"},"data":{"type":"array","items":{"$ref":"#/definitions/Customer"}}}},
               "Customer":{"type":"object","properties":{"id":{"type":"string"},"created":{"type":"integer"}}}}}
            """;
        await GenerateAsync("--openapi", Write("shop.json", swagger.Replace("HOST", host, StringComparison.Ordinal).Replace("ADDRESS", api.Address, StringComparison.Ordinal)));
        string config = Write("config.json", $$"""{"base_url":"{{api.Address}}/api","client_id":"c","client_secret":"long-secret"}""");
        Assert.Equal(["customers a", "customers b", "customers c"], await ReadAsync(config));
        Assert.Equal("100", api.Requests.Last().Query["limit"]);
    }

    [Theory]
    [InlineData("nodes")]
    [InlineData("edges")]
    [InlineData("list")]
    public async Task A_GraphQL_API_is_asked_for_its_schema_and_read_to_its_end(string shape)
    {
        string people = shape == "list" ? "data.people" : "data.people.nodes";
        Scenario scenario = Scenario.Parse($$$"""
            {"name":"t","resource":"people","primaryKey":["id"],"records":[{"id":1,"name":"Ada","home":{"city":"X"}},{"id":2,"name":"Bo","home":{"city":"Y"}},{"id":3,"name":"Cy","home":null}],
             "versions":[{"path":"/graphql","method":"POST","envelope":"{{{people}}}",
              "pagination":{"type":"cursor","cursorParam":"after","sizeParam":"first","size":2,"maxSize":{{{(shape == "list" ? 100 : 2)}}},"cursorFrom":"data.people.pageInfo.endCursor","hasMore":"data.people.pageInfo.hasNextPage"},
              "graphql":{"field":"people","type":"Person","introspection":true}}]}
            """, "t.json");
        await using LabServer lab = await LabServer.StartAsync(scenario);
        string url = new Uri(lab.Address, "graphql").AbsoluteUri;
        await GenerateAsync(shape == "edges" ? ["--graphql", Write("schema.json", await EdgesOnlyAsync(url)), "--url", url] : ["--graphql", url]);
        string config = Write("config.json", $$"""{"base_url":"{{lab.Address.ToString().TrimEnd('/')}}","api_key":"none"}""");
        Assert.Equal(["people 1", "people 2", "people 3"], await ReadAsync(config));
        CommandRun discovered = await RunAsync("discover", At("m.yaml"), "--config", config);
        Assert.Contains("\"city\"", discovered.Results, StringComparison.Ordinal);
        Assert.Contains("\"id\"", JsonNode.Parse(discovered.Results)!["streams"]![0]!["primary_key"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sample_gives_a_connector_that_reads_every_page()
    {
        await using var api = new LocalApi(request => request.Query.GetValueOrDefault("page") is null or "1" ? """{"items":[{"id":1,"updated_at":"2024-01-01T00:00:00Z"},{"id":2,"updated_at":"2024-01-02T00:00:00Z"}]}""" : """{"items":[{"id":3}]}""");
        await GenerateAsync("--sample", Write("s.json", """{"items":[{"id":1,"updated_at":"2024-01-01T00:00:00Z"},{"id":2,"updated_at":"2024-01-02T00:00:00Z"}]}"""), "--url", api.Address + "/v1/things?page=1&limit=2&updated_since=2024-01-01T00:00:00Z");
        Assert.Equal(["things 1", "things 2", "things 3"], await ReadAsync(Write("config.json", $$"""{"base_url":"{{api.Address}}"}""")));
        Assert.Equal("2000-01-01T00:00:00Z", api.Requests.First().Query["updated_since"]);
    }

    [Theory]
    [InlineData("give --openapi")]
    [InlineData("no GET operation", "--openapi", "paths: {/a: {get: {responses: {}}}}")]
    [InlineData("has no paths", "--openapi", "a: b")]
    [InlineData("not JSON", "--openapi", "{\"paths\":")]
    [InlineData("no __schema", "--graphql", "{\"data\":{}}")]
    [InlineData("no field of the query type", "--graphql", """{"__schema":{"queryType":{"name":"Q"},"types":[{"kind":"OBJECT","name":"Q","fields":[{"name":"a","args":[],"type":{"kind":"SCALAR","name":"Int"}}]}]}}""")]
    public async Task What_no_connector_can_be_made_of_is_one_line(string says, params string[] args)
    {
        CommandRun run = await RunAsync(["generate", .. args.Select((word, at) => at == 1 ? Write("in.txt", word) : word)]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, run.Notes, StringComparison.Ordinal);
        Assert.Single(run.Notes.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The schema as an API gives it that knows edges only.</summary>
    private static async Task<string> EdgesOnlyAsync(string url)
    {
        string text = await Supertrack.Cli.Connectors.GraphQlIntrospection.AskAsync(new Uri(url), null, default);
        JsonNode schema = JsonNode.Parse(text)!;
        foreach (JsonNode? type in schema["data"]!["__schema"]!["types"]!.AsArray())
        {
            if (type!["fields"] is JsonArray fields && fields.FirstOrDefault(field => (string?)field!["name"] == "nodes") is { } nodes)
            {
                fields.Remove(nodes);
            }
        }

        return schema.ToJsonString();
    }

    private async Task GenerateAsync(params string[] args)
    {
        CommandRun run = await RunAsync(["generate", .. args]);
        Assert.Equal((0, ""), (run.ExitCode, run.Notes));
        Write("m.yaml", run.Results);
        CommandRun lint = await RunAsync("lint", At("m.yaml"));
        Assert.True(lint.ExitCode == 0, lint.Results + run.Results);
    }

    private async Task<string[]> ReadAsync(string config)
    {
        CommandRun run = await RunAsync("read", At("m.yaml"), "--config", config);
        Assert.True(run.ExitCode == 0, run.Notes + await File.ReadAllTextAsync(At("m.yaml")));
        return [.. run.Results.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).Where(message => (string?)message["type"] == "RECORD")
            .Select(message => $"{message["record"]!["stream"]} {message["record"]!["data"]!["id"]}")];
    }

    private static Task<CommandRun> RunAsync(params string[] args) => CommandRun.OfAsync(["connector", .. args]);

    private string At(string name) => Path.Combine(_folder, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }
}
