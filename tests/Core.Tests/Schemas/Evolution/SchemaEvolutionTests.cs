using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Changes;
using Supertrack.Core.Schemas.Evolution;

namespace Supertrack.Core.Tests.Schemas.Evolution;

public sealed class SchemaEvolutionTests
{
    private static JsonObject Schema(string properties) => JsonNode.Parse("{\"type\":\"object\",\"properties\":{" + properties + "}}")!.AsObject();

    private static readonly JsonObject Current = Schema("\"id\":{\"type\":\"integer\"},\"name\":{\"type\":\"string\",\"format\":\"email\"}");
    private static readonly JsonObject Drifted = Schema("\"id\":{\"type\":\"string\"},\"age\":{\"type\":\"integer\"}");

    [Fact]
    public void What_a_page_does_not_show_is_not_gone_but_what_a_declaration_lacks_is()
    {
        Assert.DoesNotContain(SchemaEvolution.Judge(Current, Drifted, complete: false, SchemaPolicy.PropagateAll).AppliedChanges.Changes, c => c.Kind == ChangeKind.FieldRemoved);
        var declared = SchemaEvolution.Judge(Current, Drifted, complete: true, SchemaPolicy.PropagateAll);
        Assert.Contains(declared.AppliedChanges.Changes, c => c is { Kind: ChangeKind.FieldRemoved, Path: "name" });
        Assert.Null(declared.Applied!["properties"]!["name"]);
    }

    [Fact]
    public void Data_of_the_known_shape_is_no_drift() =>
        Assert.False(SchemaEvolution.Judge(Current, Schema("\"id\":{\"type\":\"integer\",\"maximum\":5},\"name\":{\"type\":[\"string\",\"null\"],\"enum\":[\"a\"]}"), complete: false, SchemaPolicy.PropagateAll).IsDrift);

    [Theory]
    [InlineData(SchemaPolicy.PropagateAll, 2, 0)]
    [InlineData(SchemaPolicy.FieldsOnly, 1, 1)]
    [InlineData(SchemaPolicy.Ask, 0, 2)]
    [InlineData(SchemaPolicy.Freeze, 0, 2)]
    public void The_policy_says_what_happens_by_itself(SchemaPolicy policy, int applied, int pending)
    {
        var judgement = SchemaEvolution.Judge(Current, Drifted, complete: false, policy);
        Assert.Equal((applied, pending), (judgement.AppliedChanges.Changes.Count, judgement.PendingChanges.Changes.Count));
        Assert.Equal((applied > 0, pending > 0), (judgement.Applied is not null, judgement.Pending is not null));
    }

    [Fact]
    public void An_integer_where_numbers_are_known_is_no_drift_and_a_number_widens_an_integer()
    {
        Assert.False(SchemaEvolution.Judge(Schema("\"a\":{\"type\":\"number\"}"), Schema("\"a\":{\"type\":\"integer\"}"), false, SchemaPolicy.PropagateAll).IsDrift);
        Assert.Equal("number", (string?)SchemaEvolution.Judge(Schema("\"a\":{\"type\":\"integer\"}"), Schema("\"a\":{\"type\":\"number\"}"), false, SchemaPolicy.PropagateAll).Applied!["properties"]!["a"]!["type"]);
    }

    [Fact]
    public void Readers_of_a_changed_field_its_parts_or_its_holder_are_named()
    {
        var changes = SchemaEvolution.Judge(Current, Drifted, complete: true, SchemaPolicy.PropagateAll).AppliedChanges;
        var contract = new Dictionary<string, IReadOnlyList<string>> { ["pipelines/a"] = ["name.first", "other"], ["graph"] = ["id"], ["questions/1"] = ["names"] };
        Assert.Equal([("graph", "id", true), ("pipelines/a", "name.first", true)], SchemaEvolution.Impact(changes, contract).Select(i => (i.Reader, i.Field, i.Breaking)));
    }

    [Fact]
    public void Versions_rise_by_what_readers_must_do()
    {
        Assert.Equal("1.3.0", SchemaEvolution.Next("1.2.3", SchemaEvolution.Judge(Current, Schema("\"age\":{\"type\":\"integer\"}"), false, SchemaPolicy.PropagateAll).AppliedChanges));
        Assert.Equal("2.0.0", SchemaEvolution.Next("1.2.3", SchemaEvolution.Judge(Current, Drifted, true, SchemaPolicy.PropagateAll).AppliedChanges));
    }
}
