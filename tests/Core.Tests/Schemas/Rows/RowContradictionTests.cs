using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Rows;

namespace Supertrack.Core.Tests.Schemas.Rows;

public sealed class RowContradictionTests
{
    [Theory]
    [InlineData("""{"id":1,"name":"a"}""", """{"id":1,"name":"a","new":"x"}""", "")]
    [InlineData("""{"id":1,"name":"a"}""", """{"id":1,"name":"b"}""", "name")]
    [InlineData("""{"id":1,"name":"a"}""", """{"id":1,"name":null}""", "name")]
    [InlineData("""{"id":1,"name":null}""", """{"id":1,"name":"b"}""", "")]
    [InlineData("""{"id":1,"name":"a","at":"2024-01-01T00:00:00Z"}""", """{"id":1,"name":"b","at":"2024-01-02T00:00:00Z"}""", "")]
    [InlineData("""{"id":1,"name":"a","at":"2024-01-02T00:00:00Z"}""", """{"id":1,"name":"b","at":"2024-01-01T00:00:00Z"}""", "name,at")]
    [InlineData("""{"id":1,"name":"a","audit":{"at":"2024-01-01T00:00:00Z"}}""", """{"id":1,"name":"b","audit":{"at":"2024-01-02T00:00:00Z"}}""", "")]
    [InlineData("""{"id":1,"at":"2024-01-01T00:00:00Z"}""", """{"id":1,"at":"2024-01-01T01:00:00+01:00"}""", "")]
    [InlineData("""{"id":1,"share":0.1}""", """{"id":1,"share":0.100000000000000005551}""", "")]
    [InlineData("""{"id":1,"tags":[1,2]}""", """{"id":1,"tags":[2,1]}""", "tags")]
    public void A_record_contradicts_its_stored_row_where_a_value_differs_and_no_time_moved_on(string stored, string found, string members) =>
        Assert.Equal(members, string.Join(',', RowContradiction.Of(JsonNode.Parse(stored)!.AsObject(), JsonNode.Parse(found)!.AsObject(), typed: true)));

    [Fact]
    public void Rows_that_were_never_in_typed_columns_are_compared_to_the_letter()
    {
        var stored = JsonNode.Parse("""{"id":1,"name":null,"at":"2024-01-01T00:00:00Z"}""")!.AsObject();
        Assert.Equal(["name", "at"], RowContradiction.Of(stored, JsonNode.Parse("""{"id":1,"name":"b","at":"2024-01-01T01:00:00+01:00"}""")!.AsObject(), typed: false));
    }
}
