using System.Text.Json.Nodes;
using Supertrack.Core.Storage;

namespace Supertrack.Core.Tests.Storage;

public sealed class SchemaShapeTests
{
    [Theory]
    [InlineData("""{"type":["null","integer"]}""", ColumnType.Integer)]
    [InlineData("""{"type":["integer","number"]}""", ColumnType.Number)]
    [InlineData("""{"type":"string","format":"date-time"}""", ColumnType.Timestamp)]
    [InlineData("""{"type":"string","format":"date-time","airbyte_type":"timestamp_without_timezone"}""", ColumnType.Text)]
    [InlineData("""{"type":"string","format":"date"}""", ColumnType.Date)]
    [InlineData("""{"type":["string","integer"]}""", ColumnType.Json)]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", ColumnType.Text)]
    [InlineData("""{"type":"object"}""", ColumnType.Json)]
    [InlineData("""{}""", ColumnType.Json)]
    [InlineData("""{"type":"boolean"}""", ColumnType.Boolean)]
    public void A_property_becomes_the_narrowest_column_that_holds_all_its_types(string definition, ColumnType expected)
    {
        var schema = new JsonObject { ["properties"] = new JsonObject { ["x"] = JsonNode.Parse(definition) } };
        Assert.Equal([new TableColumn("x", expected)], SchemaShape.Columns(schema));
    }

    [Fact]
    public void A_schema_without_properties_declares_no_columns()
    {
        Assert.Empty(SchemaShape.Columns(null));
        Assert.Empty(SchemaShape.Columns(JsonNode.Parse("""{"type":"object"}""")));
    }
}
