using System.Text.Json.Nodes;
using Supertrack.Core.Regression;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;

namespace Supertrack.Core.Tests.Regression;

public sealed class RegressionSuiteTests
{
    private const string Manifest = """
        version: 6.1.0
        type: DeclarativeSource
        check: {type: CheckStream, stream_names: [people]}
        streams:
          - type: DeclarativeStream
            name: people
            primary_key: [id]
            retriever:
              type: SimpleRetriever
              requester: {type: HttpRequester, url_base: "https://api.example.com", path: "/v1/people", request_headers: {X-Key: "{{ config['api_key'] }}"}}
              record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
            schema_loader: {type: InlineSchemaLoader, schema: {type: object, properties: {id: {type: integer}, name: {type: string}}}}
        """;

    private readonly RegressionSuite _suite = new(TimeProvider.System, TimeSpan.FromSeconds(30));

    [Fact]
    public async Task A_connector_passes_when_the_same_records_come_out()
    {
        var result = await RunAsync(ArtifactKind.Connector, Manifest, Case());
        Assert.True(result.Passed, result.Detail);
        Assert.Equal("two people", result.Name);
    }

    [Theory]
    [InlineData("/v1/people", "/v2/people", "holds no answer")]
    [InlineData("[data]", "[items]", "0 records came")]
    [InlineData("name: people\n", "name: persons\n", "people")]
    public async Task A_manifest_that_reads_something_else_fails_and_says_what(string from, string to, string says)
    {
        var result = await RunAsync(ArtifactKind.Connector, Manifest.Replace(from, to, StringComparison.Ordinal), Case());
        Assert.False(result.Passed);
        Assert.Contains(says, result.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"inputs":{"who":"Ada","n":"3"},"contains":["Dear Ada"],"expected":"Dear Ada, you have 3 { letters } {{ }}."}""", "")]
    [InlineData("""{"inputs":{"who":"{n}","n":"3"},"contains":["Dear {n}"]}""", "")]
    [InlineData("""{"inputs":{"who":"Ada","n":"3"},"contains":["Dear Bob"]}""", "lacks \"Dear Bob\"")]
    [InlineData("""{"inputs":{"who":"Ada","n":"3"},"expected":"Dear Ada, you have 4"}""", "from character 19")]
    [InlineData("""{"inputs":{"who":"Ada"},"contains":["Ada"]}""", "the placeholder n has no value")]
    [InlineData("""{"inputs":{"who":"Ada","n":"3","more":"x"},"contains":["Ada"]}""", "the value more has no placeholder")]
    [InlineData("""{"inputs":{"who":"Ada","n":"3"}}""", "it expects nothing")]
    [InlineData("""{"inputs":{"who":1},"contains":["x"]}""", "is no text")]
    public async Task A_prompt_is_filled_in_and_compared(string @case, string says)
    {
        var result = await RunAsync(ArtifactKind.Prompt, "Dear {who}, you have {{ n }} { letters } {{ }}.", @case);
        Assert.Equal(says.Length == 0, result.Passed);
        Assert.Contains(says, result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_other_value_in_one_record_fails()
    {
        var text = Case();
        var expected = text.LastIndexOf("Bob", StringComparison.Ordinal);
        var result = await RunAsync(ArtifactKind.Connector, Manifest, text[..expected] + "Rob" + text[(expected + 3)..]);
        Assert.False(result.Passed);
        Assert.Contains("record 1", result.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"x"}""")]
    [InlineData("""{"name":"x","stream":"people","records":[]}""")]
    [InlineData("""{"name":"x","stream":"people","cassette":[{}],"records":[]}""")]
    [InlineData("""{"name":"x","stream":"people","cassette":["text"],"records":[]}""")]
    [InlineData("[]")]
    public async Task A_case_that_cannot_be_run_has_failed(string text) => Assert.False((await RunAsync(ArtifactKind.Connector, Manifest, text)).Passed);

    [Theory]
    [InlineData("""{"name":"a","valid":[{"id":1}],"invalid":[{"id":"x"},{}]}""", true)]
    [InlineData("""{"name":"a","valid":[{"id":"x"}]}""", false)]
    [InlineData("""{"name":"a","invalid":[{"id":1}]}""", false)]
    public async Task A_schema_takes_and_refuses_the_same_documents(string text, bool passes) => Assert.Equal(
        passes, (await RunAsync(ArtifactKind.Schema, """{"type":"object","required":["id"],"properties":{"id":{"type":"integer"}}}""", text)).Passed);

    private Task<CaseResult> RunAsync(ArtifactKind kind, string text, string @case)
    {
        var version = new FrozenVersion
        {
            Artifact = new ArtifactId("acme", kind, "x"),
            Version = SemanticVersion.First,
            Hash = "",
            Source = "",
            Size = text.Length,
            FrozenAt = DateTimeOffset.UnixEpoch,
            Provenance = new Provenance { Proposer = new Proposer(ProposerKind.Person, "ada") },
        };
        return _suite.RunAsync(new FrozenArtifact(version, "id", text), new string('0', 64), @case, default);
    }

    private static string Case() => RegressionSuite.ReplayCase(
        "two people", "people", new JsonObject { ["api_key"] = "masked" }, null, DateTimeOffset.UnixEpoch,
        [JsonNode.Parse("""{"method":"GET","url":"https://api.example.com/v1/people","headers":{},"body":null,"status":200,"response":{"data":[{"id":1,"name":"Ada"},{"id":2,"name":"Bob"}]},"responseHeaders":{}}""")!],
        [JsonNode.Parse("""{"id":1,"name":"Ada"}""")!, JsonNode.Parse("""{"id":2,"name":"Bob"}""")!]);
}
