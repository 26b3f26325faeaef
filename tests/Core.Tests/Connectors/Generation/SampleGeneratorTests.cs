using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Generation;
using YamlDotNet.RepresentationModel;

namespace Supertrack.Core.Tests.Connectors.Generation;

public sealed class SampleGeneratorTests
{
    private const string Answer = """{"meta":{"total":2},"data":[{"id":1,"name":"Ada","updated_at":"2024-01-01T00:00:00Z"},{"id":2,"name":"Bob","updated_at":null}]}""";

    [Fact]
    public void Records_key_and_paging_are_found_in_a_sample()
    {
        var text = SampleGenerator.Generate(JsonNode.Parse(Answer), new Uri("https://api.example.com/v1/contacts?page=1&per_page=50&status=open"));
        var stream = (YamlMappingNode)Load(text)["streams"][0];
        Assert.Equal("contacts", stream["name"].ToString());
        Assert.Equal("id", stream["primary_key"].ToString());
        Assert.Equal("data", stream["retriever"]["record_selector"]["extractor"]["field_path"][0].ToString());
        Assert.Equal("PageIncrement", stream["retriever"]["paginator"]["pagination_strategy"]["type"].ToString());
        Assert.Equal("50", stream["retriever"]["paginator"]["pagination_strategy"]["page_size"].ToString());
        Assert.Equal("open", stream["retriever"]["requester"]["request_parameters"]["status"].ToString());
        Assert.Contains("# primary key: id", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_credential_in_the_url_becomes_a_secret_of_the_configuration()
    {
        var text = SampleGenerator.Generate(JsonNode.Parse(Answer), new Uri("https://api.example.com/contacts?api_key=hush"));
        Assert.DoesNotContain("hush", text, StringComparison.Ordinal);
        Assert.Contains("airbyte_secret: true", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_without_records_says_what_to_give() =>
        Assert.Throws<FormatException>(() => SampleGenerator.Generate(JsonNode.Parse("{\"a\":1}"), new Uri("https://x.example/a")));

    private static YamlMappingNode Load(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
