using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Transforms;

namespace Supertrack.Core.Tests.Schemas;

public sealed class TransformJsonTests
{
    public static TheoryData<ValueTransform> All() =>
    [
        new Retype("unix_seconds"), new Retype("iso_datetime", "%d/%m/%Y"), new Scale(0.01m), new Not(), new Strip("a_"), new Prepend("b_"), new Part(" ", 1, 2), new Join(", "), new Wrap(), new Unwrap(),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void A_transform_written_into_a_manifest_is_read_back(ValueTransform transform) =>
        Assert.Equal([transform], TransformJson.Parse(new JsonArray(transform.ToJson())).Steps);

    [Theory]
    [InlineData("""[{"name":"guess"}]""", "guess")]
    [InlineData("""[{"name":"part","by":" "}]""", "index")]
    [InlineData("""[{"to":"string"}]""", "name")]
    public void What_is_wrong_with_a_transform_is_named(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => TransformJson.Parse(JsonNode.Parse(json))).Message);
}
