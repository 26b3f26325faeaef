using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Transforms;

namespace Supertrack.Core.Tests.Schemas;

public sealed class TransformJsonTests
{
    public static TheoryData<ValueTransform> All() =>
    [
        new Retype("unix_seconds"), new Retype("iso_datetime", "%d/%m/%Y"), new Scale(0.01m), new Not(), new Strip("a_"), new Prepend("b_"), new Part(" ", 1, 2), new Join(", "), new Wrap(), new Unwrap(), new Split(","), new Fixed(2),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void A_transform_written_into_a_manifest_is_read_back(ValueTransform transform) =>
        Assert.Equal([transform], TransformJson.Parse(new JsonArray(transform.ToJson())).Steps);

    [Fact]
    public void Each_item_of_a_list_is_transformed_unless_the_step_takes_lists()
    {
        var list = JsonNode.Parse("""["p_1","p_2"]""");

        Assert.Equal("[1,2]", new Chain([new Strip("p_"), new Retype("integer")]).Apply(list)!.ToJsonString());
        Assert.Equal("p_1;p_2", new Chain([new Join(";")]).Apply(list)!.ToString());
    }

    [Fact]
    public void A_value_that_a_map_does_not_name_gives_what_it_says_for_all_others()
    {
        var map = (MapValues)TransformJson.Parse(JsonNode.Parse("""[{"name":"map","values":{"live":true},"else":false}]""")).Steps[0];

        Assert.Equal("true false", $"{map.Apply("live")!.ToJsonString()} {map.Apply("gone")!.ToJsonString()}");
    }

    [Theory]
    [InlineData("%a, %d %b %Y %H:%M:%S +0000", "Tue, 05 Mar 2024 10:00:00 +0000")]
    [InlineData("%Y-%m-%dT%H:%M:%S.%LZ", "2024-03-05T10:00:00.000Z")]
    [InlineData("%m/%d/%Y %I:%M:%S %p", "03/05/2024 10:00:00 AM")]
    [InlineData("%d.%m.%Y %H:%M:%S", "05.03.2024 10:00:00")]
    public void An_instant_is_written_and_read_in_the_form_it_had(string format, string text)
    {
        Assert.Equal(text, new Retype(format).Apply(1709632800)!.ToString());
        Assert.Equal(1709632800, (long)new Retype("unix_seconds", format).Apply(text)!);
    }

    [Theory]
    [InlineData("""[{"name":"guess"}]""", "guess")]
    [InlineData("""[{"name":"part","by":" "}]""", "index")]
    [InlineData("""[{"to":"string"}]""", "name")]
    public void What_is_wrong_with_a_transform_is_named(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => TransformJson.Parse(JsonNode.Parse(json))).Message);
}
