using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Conventions;

namespace Supertrack.Core.Tests.Schemas.Conventions;

public sealed class SchemaConventionsTests
{
    private static ConventionReport Check(string properties) =>
        SchemaConventions.Check(JsonNode.Parse("{\"type\":\"object\",\"properties\":{" + properties + "}}")!.AsObject());

    [Fact]
    public void A_name_written_otherwise_than_most_is_named_with_how_it_would_fit()
    {
        var report = Check("""
            "created_at":{"type":"string"},"first_name":{"type":"string"},"id":{"type":"integer"},"lastName":{"type":"string"}
            """);
        Assert.Equal(NameStyle.Snake, report.Style);
        var finding = Assert.Single(report.Findings);
        Assert.Equal(("name_style", "lastName", "last_name"), (finding.Rule, finding.Path, finding.Suggestion));
    }

    [Fact]
    public void Without_a_majority_no_style_is_demanded() => Assert.Empty(Check("""
        "a_b":{"type":"string"},"aC":{"type":"string"}
        """).Findings);

    [Fact]
    public void Names_that_are_one_column_where_case_and_style_are_ignored_collide() =>
        Assert.Contains(Check("""
            "user_id":{"type":"string"},"USERID":{"type":"string"},"userId":{"type":"string"}
            """).Findings, f => f is { Rule: "name_collision", Path: "userId" });

    [Fact]
    public void One_name_with_an_odd_type_among_many_conflicts()
    {
        var report = Check("""
            "a":{"type":"object","properties":{"size":{"type":"integer"}}},"b":{"type":"object","properties":{"size":{"type":"number"}}},
            "c":{"type":"object","properties":{"size":{"type":"integer"}}},"d":{"type":"object","properties":{"size":{"type":"string"}}}
            """);
        Assert.Equal("d.size", Assert.Single(report.Findings, f => f.Rule == "type_conflict").Path);
    }

    [Theory]
    [InlineData("is_open", "string")]
    [InlineData("open_count", "string")]
    [InlineData("created_at", "boolean")]
    public void A_name_that_promises_another_type_is_found(string name, string type) =>
        Assert.Equal("name_and_type", Assert.Single(Check($"\"{name}\":{{\"type\":\"{type}\"}}").Findings).Rule);

    [Fact]
    public void A_name_longer_than_databases_take_is_found() =>
        Assert.Equal("name_length", Assert.Single(Check($"\"{new string('x', 64)}\":{{\"type\":\"string\"}}").Findings).Rule);
}
