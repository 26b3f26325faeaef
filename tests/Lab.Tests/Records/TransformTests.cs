using System.Text.Json.Nodes;
using Supertrack.Lab.Records;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Lab.Tests.Records;

public sealed class TransformTests
{
    [Theory]
    [InlineData("""{"op":"rename","from":"a","to":"z"}""", """{"a":1,"b":2}""", """{"z":1,"b":2}""")]
    [InlineData("""{"op":"move","from":"a","to":"x.y"}""", """{"a":1,"b":2}""", """{"b":2,"x":{"y":1}}""")]
    [InlineData("""{"op":"rename","from":"l[].a","to":"l[].c"}""", """{"l":[{"a":1},{"a":2}]}""", """{"l":[{"c":1},{"c":2}]}""")]
    [InlineData("""{"op":"remove","field":"x.y"}""", """{"x":{"y":1,"z":2}}""", """{"x":{"z":2}}""")]
    [InlineData("""{"op":"add","field":"x.y","value":[1]}""", "{}", """{"x":{"y":[1]}}""")]
    [InlineData("""{"op":"map","field":"s","values":{"true":"on","1":null}}""", """{"s":true}""", """{"s":"on"}""")]
    [InlineData("""{"op":"map","field":"s","values":{"true":"on"}}""", """{"s":"other"}""", """{"s":"other"}""")]
    [InlineData("""{"op":"split","field":"n","into":["f","l"],"by":" "}""", """{"n":"Ada B Haas"}""", """{"f":"Ada","l":"B Haas"}""")]
    [InlineData("""{"op":"split","field":"n","into":["f","l"]}""", """{"n":"Ada"}""", """{"f":"Ada","l":null}""")]
    [InlineData("""{"op":"nest","fields":["c","z"],"into":"adr"}""", """{"c":1,"z":2,"k":3}""", """{"k":3,"adr":{"c":1,"z":2}}""")]
    [InlineData("""{"op":"list","field":"e","to":"es","key":"value"}""", """{"e":"x"}""", """{"es":[{"value":"x"}]}""")]
    [InlineData("""{"op":"list","field":"e","to":"es"}""", """{"e":null}""", """{"es":[]}""")]
    [InlineData("""{"op":"retype","field":"v","to":"string"}""", """{"v":7}""", """{"v":"7"}""")]
    [InlineData("""{"op":"retype","field":"v","to":"integer"}""", """{"v":"7"}""", """{"v":7}""")]
    [InlineData("""{"op":"retype","field":"v","to":"number"}""", """{"v":"7.5"}""", """{"v":7.5}""")]
    [InlineData("""{"op":"retype","field":"v","to":"boolean"}""", """{"v":1}""", """{"v":true}""")]
    [InlineData("""{"op":"retype","field":"v","to":"unix_seconds"}""", """{"v":"2024-01-01T00:00:00Z"}""", """{"v":1704067200}""")]
    [InlineData("""{"op":"retype","field":"v","to":"unix_millis"}""", """{"v":1704067200}""", """{"v":1704067200000}""")]
    [InlineData("""{"op":"retype","field":"v","to":"iso_datetime"}""", """{"v":1704067200000}""", """{"v":"2024-01-01T00:00:00Z"}""")]
    [InlineData("""{"op":"retype","field":"v","to":"integer"}""", """{"v":null}""", """{"v":null}""")]
    [InlineData("""{"op":"rename","from":"none","to":"z"}""", """{"a":1}""", """{"a":1}""")]
    public void A_step_shapes_a_record_and_leaves_the_original(string step, string before, string after)
    {
        Scenario scenario = LabRun.Scenario($$"""{"path":"/p","transform":[{{step}}]}""");
        var record = (JsonObject)JsonNode.Parse(before)!;

        JsonObject shaped = RecordTransform.Apply(record, scenario.Versions[0].Transform);

        Assert.Equal(after, shaped.ToJsonString());
        Assert.Equal(JsonNode.Parse(before)!.ToJsonString(), record.ToJsonString());
    }

    [Fact]
    public async Task A_version_serves_its_own_records_without_the_deleted_ones()
    {
        await using LabRun lab = await LabRun.OfAsync("""{"path":"/p"},{"path":"/p","records":[{"id":"p1"},null,{"id":"p3"}]}""");
        lab.Server.SwitchTo(1);

        Assert.Equal("\"p1\",\"p3\"", (await lab.GetAsync("/p")).Ids());
    }

    [Fact]
    public async Task A_filter_finds_a_moved_field_under_both_names()
    {
        await using LabRun lab = await LabRun.OfAsync(
            """
            {"path":"/p","transform":[{"op":"move","from":"updated_at","to":"audit.at"}],
             "parameters":[{"name":"a","filter":{"field":"audit.at","op":"gt"}},{"name":"b","filter":{"field":"updated_at","op":"gt"}}]}
            """);

        Assert.Equal("5", (await lab.GetAsync("/p?a=2024-01-04")).Ids());
        Assert.Equal("5", (await lab.GetAsync("/p?b=2024-01-04")).Ids());
    }
}
