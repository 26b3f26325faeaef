using Supertrack.Core.Connectors;

namespace Supertrack.Core.Tests.Connectors.Declarative;

public sealed class ManifestTests
{
    private const string Selector = "record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}";

    private static string WithRetriever(string more = "") => SourceFixture.Manifest($"retriever:\n  type: SimpleRetriever\n  {SourceFixture.Requester}\n  {Selector}{more}");

    [Fact]
    public void A_missing_required_field_is_named_with_line_and_path()
    {
        var exception = Assert.Throws<ManifestException>(() => DeclarativeSource.Parse(SourceFixture.Manifest($"retriever:\n  type: SimpleRetriever\n  {SourceFixture.Requester}"), "broken.yaml"));
        Assert.Equal("streams[0].retriever.record_selector", exception.Path);
        Assert.Equal(8, exception.Line);
        Assert.StartsWith("broken.yaml:8:", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("a: [1, 2")]
    [InlineData("a: *nowhere")]
    [InlineData("- just\n- a list")]
    [InlineData("")]
    [InlineData("version: 1\nstreams: []\ncheck: \"#/check\"")]
    [InlineData("version: 1\ncheck: {}\nstreams: \"#/nothing\"")]
    public void Text_that_is_no_manifest_is_one_clear_error(string text)
    {
        var exception = Assert.Throws<ManifestException>(() => DeclarativeSource.Parse(text, "bad.yaml"));
        Assert.Contains("bad.yaml", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Fact]
    public void Aliases_that_multiply_are_stopped()
    {
        var text = new System.Text.StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++) text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        Assert.Throws<ManifestException>(() => DeclarativeSource.Parse(text.ToString(), "bomb.yaml"));
    }

    [Fact]
    public void References_that_multiply_are_stopped()
    {
        var text = new System.Text.StringBuilder("version: 1\ncheck: {}\nstreams: []\nd0: {a: 1}\n");
        for (var i = 1; i < 30; i++) text.Append($"d{i}: {{a: {{$ref: '#/d{i - 1}'}}, b: {{$ref: '#/d{i - 1}'}}}}\n");
        var source = Record.Exception(() => DeclarativeSource.Parse(text.ToString(), "bomb.yaml"));
        Assert.True(source is null or ManifestException);
    }

    [Fact]
    public void A_custom_component_is_named_by_lint()
    {
        var report = DeclarativeSource.Parse(WithRetriever("\n  paginator: {type: DefaultPaginator, pagination_strategy: {type: CustomPaginationStrategy, class_name: a.B}}"), "custom.yaml").Lint();
        Assert.False(report.Supported);
        var item = Assert.Single(report.Unsupported);
        Assert.Equal("streams[0].retriever.paginator.pagination_strategy", item.Path);
        Assert.Equal("CustomPaginationStrategy", item.Component);
    }

    [Fact]
    public void A_manifest_in_json_reads_as_in_yaml()
    {
        const string json = """
            {"version": "6.0.0", "type": "DeclarativeSource", "check": {"type": "CheckStream", "stream_names": ["items"]},
             "streams": [{"type": "DeclarativeStream", "name": "items", "retriever": {"type": "SimpleRetriever",
              "requester": {"type": "HttpRequester", "url_base": "https://api.test", "path": "items"},
              "record_selector": {"type": "RecordSelector", "extractor": {"type": "DpathExtractor", "field_path": ["data"]}}}}]}
            """;
        Assert.Equal(["items"], DeclarativeSource.Parse(json, "m.json").StreamNames);
        Assert.True(DeclarativeSource.Parse(json, "m.json").Lint().Supported);
    }

    [Fact]
    public async Task Parameters_reach_the_components_inside()
    {
        var manifest = SourceFixture.Manifest($"$parameters: {{path: /from-parameters}}\nretriever:\n  type: SimpleRetriever\n  requester: {{type: HttpRequester, url_base: 'https://api.test'}}\n  {Selector}");
        var transport = new ScriptedTransport(_ => (200, """{"data": []}"""));
        await SourceFixture.ReadAsync(SourceFixture.Open(manifest, transport));
        Assert.Equal(["https://api.test/from-parameters"], transport.Urls);
    }
}
