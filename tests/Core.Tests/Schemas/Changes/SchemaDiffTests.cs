using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Changes;

namespace Supertrack.Core.Tests.Schemas.Changes;

public sealed class SchemaDiffTests
{
    private static SchemaDifference Compare(string old, string now) => SchemaDiff.Compare(JsonNode.Parse(old)!.AsObject(), JsonNode.Parse(now)!.AsObject());

    private static string Of(string properties, string required = "", string more = "") => $$"""{"type":"object","properties":{{properties}},"required":[{{required}}]{{more}}}""";

    [Fact]
    public void Equal_schemas_have_no_changes_and_are_fully_compatible()
    {
        var difference = Compare(Of("""{"a":{"type":"string"}}"""), Of("""{"a":{"type":"string","description":"more words"}}"""));
        Assert.Empty(difference.Changes);
        Assert.Equal((Compatibility.Full, Bump.Patch), (difference.Compatibility, difference.Bump));
    }

    [Theory]
    [InlineData("""{"a":{"type":"string"}}""", """{"a":{"type":"string"},"zz":{"type":"integer"}}""", ChangeKind.FieldAdded, "zz", false, Compatibility.Full, Bump.Minor)]
    [InlineData("""{"a":{"type":"string"},"zz":{"type":"integer"}}""", """{"a":{"type":"string"}}""", ChangeKind.FieldRemoved, "zz", true, Compatibility.Backward, Bump.Major)]
    [InlineData("""{"a":{"type":"integer"}}""", """{"a":{"type":"number"}}""", ChangeKind.TypeChanged, "a", true, Compatibility.Backward, Bump.Major)]
    [InlineData("""{"a":{"type":"number"}}""", """{"a":{"type":"integer"}}""", ChangeKind.TypeChanged, "a", false, Compatibility.Forward, Bump.Minor)]
    [InlineData("""{"a":{"type":"string"}}""", """{"a":{"type":"integer"}}""", ChangeKind.TypeChanged, "a", true, Compatibility.None, Bump.Major)]
    [InlineData("""{"a":{"type":"string"}}""", """{"a":{"type":["string","null"]}}""", ChangeKind.NullableChanged, "a", true, Compatibility.Backward, Bump.Major)]
    [InlineData("""{"a":{"type":["string","null"]}}""", """{"a":{"type":"string"}}""", ChangeKind.NullableChanged, "a", false, Compatibility.Forward, Bump.Minor)]
    [InlineData("""{"a":{"enum":["x"]}}""", """{"a":{"enum":["x","y"]}}""", ChangeKind.EnumChanged, "a", true, Compatibility.Backward, Bump.Major)]
    [InlineData("""{"a":{"enum":["x","y"]}}""", """{"a":{"enum":["x"]}}""", ChangeKind.EnumChanged, "a", false, Compatibility.Forward, Bump.Minor)]
    [InlineData("""{"a":{"type":"string","format":"date"}}""", """{"a":{"type":"string","format":"date-time"}}""", ChangeKind.FormatChanged, "a", true, Compatibility.None, Bump.Major)]
    [InlineData("""{"a":{"type":"string","maxLength":9}}""", """{"a":{"type":"string","maxLength":5}}""", ChangeKind.ConstraintChanged, "a", false, Compatibility.Forward, Bump.Minor)]
    [InlineData("""{"a":{"type":"string","maxLength":9}}""", """{"a":{"type":"string"}}""", ChangeKind.ConstraintChanged, "a", true, Compatibility.Backward, Bump.Major)]
    public void A_change_has_a_kind_a_path_and_whom_it_breaks(string old, string now, ChangeKind kind, string path, bool breaking, Compatibility compatibility, Bump bump)
    {
        var difference = Compare(Of(old), Of(now));
        var change = Assert.Single(difference.Changes);
        Assert.Equal((kind, path, breaking), (change.Kind, change.Path, change.Breaking));
        Assert.Equal((compatibility, bump), (difference.Compatibility, difference.Bump));
    }

    [Fact]
    public void A_field_that_became_required_breaks_writers()
    {
        var change = Assert.Single(Compare(Of("""{"a":{"type":"string"}}"""), Of("""{"a":{"type":"string"}}""", "\"a\"")).Changes);
        Assert.Equal((ChangeKind.RequiredChanged, false, true), (change.Kind, change.BreaksReaders, change.BreaksWriters));
    }

    [Fact]
    public void A_renamed_field_is_one_change_and_its_members_follow_it()
    {
        var difference = Compare(
            Of("""{"id":{"type":"integer"},"hyperparams":{"type":"object","properties":{"epochs":{"type":"integer"},"batch":{"type":"integer"}}}}"""),
            Of("""{"id":{"type":"integer"},"hyperparameters":{"type":"object","properties":{"epochs":{"type":"integer"},"batch":{"type":"integer"}}}}"""));
        var change = Assert.Single(difference.Changes);
        Assert.Equal((ChangeKind.FieldRenamed, "hyperparams", "hyperparameters"), (change.Kind, (string?)change.Old, (string?)change.New));
    }

    [Fact]
    public void A_moved_field_keeps_its_name()
    {
        var difference = Compare(Of("""{"statement_descriptor":{"type":"string"}}"""), Of("""{"product":{"type":"object","properties":{"statement_descriptor":{"type":"string"}}}}"""));
        Assert.Contains(difference.Changes, c => c.Kind == ChangeKind.FieldMoved && (string?)c.New == "product.statement_descriptor");
    }

    [Fact]
    public void A_removed_object_is_one_change() =>
        Assert.Equal("gone", Assert.Single(Compare(Of("""{"a":{"type":"string"},"gone":{"type":"object","properties":{"x":{"type":"string"}}}}"""), Of("""{"a":{"type":"string"}}""")).Changes).Path);

    [Fact]
    public void A_changed_key_breaks_everybody() =>
        Assert.Equal(ChangeKind.KeyChanged, Assert.Single(Compare(Of("""{"a":{}}""", more: ""","x-primary-key":["a"]"""), Of("""{"a":{}}""", more: ""","x-primary-key":["b"]""")).Changes).Kind);

    [Fact]
    public void Paths_go_through_lists_and_maps() =>
        Assert.Equal("data[].labels.*", Assert.Single(Compare(
            Of("""{"data":{"type":"array","items":{"type":"object","properties":{"labels":{"type":"object","additionalProperties":{"type":"string"}}}}}}"""),
            Of("""{"data":{"type":"array","items":{"type":"object","properties":{"labels":{"type":"object","additionalProperties":{"type":"integer"}}}}}}""")).Changes).Path);
}
