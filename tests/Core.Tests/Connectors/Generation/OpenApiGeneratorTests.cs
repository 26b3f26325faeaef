using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Generation;
using YamlDotNet.RepresentationModel;

namespace Supertrack.Core.Tests.Connectors.Generation;

public sealed class OpenApiGeneratorTests
{
    private const string Description = """
        {"openapi":"3.0.0","servers":[{"url":"https://api.example.com/v1"}],
         "components":{"securitySchemes":{"token":{"type":"http","scheme":"bearer"}},
           "schemas":{"Shop":{"type":"object","properties":{"id":{"type":"integer"},"name":{"type":"string"}}},
                      "Order":{"allOf":[{"$ref":"#/components/schemas/Shop"},{"type":"object","properties":{"total":{"type":"number"}}}]}}},
         "paths":{
          "/shops":{"get":{"parameters":[{"name":"offset","in":"query"},{"name":"limit","in":"query","schema":{"type":"integer","default":25}}],
             "responses":{"200":{"content":{"application/json":{"schema":{"type":"object","properties":{"data":{"type":"array","items":{"$ref":"#/components/schemas/Shop"}}}}}}}}}},
          "/shops/{shop_id}/orders":{"get":{"responses":{"200":{"content":{"application/json":{"schema":{"type":"array","items":{"$ref":"#/components/schemas/Order"}}}}}}}},
          "/ping":{"get":{"responses":{"200":{"content":{"application/json":{"schema":{"type":"object","properties":{"ok":{"type":"boolean"}}}}}}}}}}}
        """;

    [Fact]
    public void List_operations_become_streams_and_a_path_below_one_becomes_its_child()
    {
        var streams = (YamlSequenceNode)Load(OpenApiGenerator.Generate(JsonNode.Parse(Description)!.AsObject(), []))["streams"];
        Assert.Equal(["shops", "orders"], streams.Select(stream => stream["name"].ToString()));
        Assert.Equal("OffsetIncrement", streams[0]["retriever"]["paginator"]["pagination_strategy"]["type"].ToString());
        Assert.Equal("25", streams[0]["retriever"]["paginator"]["pagination_strategy"]["page_size"].ToString());
        Assert.Equal("BearerAuthenticator", streams[0]["retriever"]["requester"]["authenticator"]["type"].ToString());
        Assert.Equal("/shops/{{ stream_partition['parent_id'] }}/orders", streams[1]["retriever"]["requester"]["path"].ToString());
        Assert.Equal("id", streams[1]["retriever"]["partition_router"]["parent_stream_configs"][0]["parent_key"].ToString());
        Assert.Equal("number", streams[1]["schema_loader"]["schema"]["properties"]["total"]["type"][1].ToString());
    }

    [Fact]
    public void A_chosen_path_brings_the_parent_it_needs()
    {
        var streams = (YamlSequenceNode)Load(OpenApiGenerator.Generate(JsonNode.Parse(Description)!.AsObject(), ["/shops/{shop_id}/orders"]))["streams"];
        Assert.Equal(["shops", "orders"], streams.Select(stream => stream["name"].ToString()));
    }

    [Fact]
    public void A_description_without_lists_says_so() =>
        Assert.Throws<FormatException>(() => OpenApiGenerator.Generate(JsonNode.Parse("""{"paths":{"/a":{"get":{}}}}""")!.AsObject(), []));

    private static YamlMappingNode Load(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
